/** Whether a program text was made by a minifier or bundler: nobody sets a relay there, and parsing it is costly. */
export function isMinified(text: string): boolean {
  if (text.length < 20_000) return false;
  const sample = text.slice(0, 200_000);
  const lines = sample.split('\n').length;
  return sample.length / lines > 250;
}
