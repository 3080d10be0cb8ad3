/** Mail servers and the programs that hand mail on. */
import type { Detector } from '../../src/detect/detector.ts';
import postfix from './postfix.ts';

export const servers: readonly Detector[] = [...postfix];
