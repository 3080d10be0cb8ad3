/**
 * A whole number as people read it: `1,234,567`. `toLocaleString` loads the tables of all languages first, which takes longer
 * than to judge a small repository (bench/README.md).
 */
export const thousands = (number: number): string => String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
