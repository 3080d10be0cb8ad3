/** Mail that leaves over a provider's HTTP API: a route of its own, never an SMTP host. */
import type { Detector } from '../../src/detect/detector.ts';
import drivers from './drivers.ts';
import mailboxes from './mailboxes.ts';
import requests from './requests.ts';
import sdks from './sdks.ts';

export const apis: readonly Detector[] = [sdks, requests, mailboxes, drivers];
