/** The parser behind one static import: a bundler gives a dynamically imported CommonJS package no named exports. */
export { parse } from '@babel/parser';
