/** Names as pictures show them. */

/** The end of a path says most, so what is too long loses its middle. */
export function shortened(text: string, longest: number): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const head = Math.floor((longest - 1) / 3);
  return `${characters.slice(0, head).join('')}…${characters.slice(head + 1 - longest).join('')}`;
}

/** The first two and how many more. */
export const systemWords = (systems: readonly string[]): string =>
  systems.length > 2 ? `${systems.slice(0, 2).join(', ')} and ${systems.length - 2} more` : systems.join(', ');
