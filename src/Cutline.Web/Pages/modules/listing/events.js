// Server-sent events of one answer, as the HTML standard frames them.

/**
 * @param {Response} answer
 * @returns {AsyncGenerator<{name: string, data: any}>} data read as JSON
 */
export async function* events(answer) {
  const decoder = new TextDecoder(), reader = answer.body.getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    rest += value ? decoder.decode(value, { stream: true }) : decoder.decode();
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const event = read(block);
      if (event) yield event;
    }
    if (done) return;
  }
}

function read(block) {
  const lines = block.split(/\r?\n/).map(line => /^(event|data): ?(.*)$/.exec(line)).filter(Boolean);
  const data = lines.filter(([, field]) => field === 'data').map(([, , text]) => text).join('\n');
  return data === '' ? null : { name: lines.find(([, field]) => field === 'event')?.[2] ?? 'message', data: JSON.parse(data) };
}
