// Server-sent events of a response (HTML standard, section 9.2).

/**
 * @param {Response} response
 * @returns {AsyncGenerator<{name: string, data: any}>} data parsed as JSON
 */
export async function* events(response) {
  const decoder = new TextDecoder(), reader = response.body?.getReader();
  if (!reader) return;
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    rest += value ? decoder.decode(value, { stream: true }) : decoder.decode();
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = read(block);
      if (event) yield event;
    }
    if (done) return;
  }
}

/** @param {string} block */
function read(block) {
  const lines = block.split(/\r?\n/).map(line => /^(event|data): ?(.*)$/.exec(line) ?? []).filter(line => line.length > 0);
  const data = lines.filter(([, field]) => field === 'data').map(([, , text]) => text).join('\n');
  return data === '' ? null : { name: lines.find(([, field]) => field === 'event')?.[2] ?? 'message', data: JSON.parse(data) };
}
