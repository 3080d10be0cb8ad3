/** Mail programs of people, and what sets them up. */
import type { Detector } from '../../src/detect/detector.ts';
import commandFiles from './command-files.ts';
import desktop from './desktop.ts';
import terminal from './terminal.ts';

export const clients: readonly Detector[] = [...desktop, ...terminal, ...commandFiles];
