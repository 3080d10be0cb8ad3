/** Whether a file lies in a folder or below it; the empty folder is the root. Both are relative to the root, with `/`. */
export const isUnder = (file: string, folder: string): boolean => folder === '' || file.startsWith(`${folder}/`);
