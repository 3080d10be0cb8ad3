/** The same name with its first letter small: a bean's `getHost` reads `host`. */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
