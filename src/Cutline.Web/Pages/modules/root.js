// Addresses of the service, which may lie under a path of a reverse proxy: this module knows where it was loaded from.

const root = new URL('..', import.meta.url).pathname;

/**
 * The address of a path of the service.
 * @param {string} path such as /api/options
 */
export const addressOf = path => root + path.slice(1);
