// A look between the API's words, the fields of the panel, and this browser's memory.

const place = 'cutline-look';

/** The look of the last visit. What is not understood, or cannot be kept, is passed over. */
export const stored = {
  read() {
    try {
      const look = JSON.parse(localStorage.getItem(place));
      return look && typeof look === 'object' ? Object.fromEntries(Object.entries(look).filter(([, value]) => typeof value === 'string')) : {};
    } catch {
      return {};
    }
  },
  write(look) {
    try {
      const { metadata, ...rest } = look; // what of a photo's metadata stays is asked for anew each time
      localStorage.setItem(place, JSON.stringify(rest));
    } catch {
      // A browser that keeps nothing.
    }
  },
};

const percentOf = share => 100 * Number(share ?? 0) || 0;

const colour = /^#[0-9a-f]{6}$/i;

/**
 * Puts a look into the fields of the panel; what it does not say becomes as at the beginning.
 * @param {HTMLFormControlsCollection} fields
 * @param {Record<string, string>} look
 */
export function set(fields, look) {
  choose(fields.background, ...background(fields, look));
  const percent = look.crop?.match(/^(\d+(?:\.\d+)?)%$/)?.[1];
  choose(fields.crop, percent === undefined ? 'off' : 'on');
  if (percent !== undefined) fields.margin.value = percent;
  fields.shadow.value = percentOf(look.shadow);
  fields.reflection.value = percentOf(look.reflection);
  for (const [name, plain] of [['aspect', ''], ['size', ''], ['format', 'png'], ['metadata', 'strip'], ['fit', 'cover']]) choose(fields[name], look[name], plain);
}

function background(fields, { background, fit }) {
  if (background === undefined) return [fit ? 'photo' : 'transparent'];
  const [above, below, ...more] = background.split('-');
  if (more.length === 0 && colour.test(above) && colour.test(below)) {
    [fields.above.value, fields.below.value] = [above, below];
    return ['gradient'];
  }
  if (colour.test(background) && !has(fields.background, background)) {
    fields.own.value = background;
    return ['own'];
  }
  return [background, 'transparent'];
}

const has = (radios, value) => [...radios].some(r => r.value === value);

function choose(radios, ...values) {
  radios.value = values.find(value => has(radios, value)) ?? radios.value;
}
