/** Systems that are bought, installed and set up by commands or files of their own: servers, devices, agents. */
import type { Detector } from '../../src/detect/detector.ts';
import { agents } from './agents.ts';
import airflow from './airflow.ts';
import { appServers } from './app-servers.ts';
import { boardsAndStorage } from './boards-and-storage.ts';
import { buses } from './buses.ts';
import { databaseHeld } from './database-held.ts';
import db2 from './db2.ts';
import debconf from './debconf.ts';
import deviceLines from './device-lines.ts';
import { networkDevices } from './network-devices.ts';
import { ownLanguages } from './own-languages.ts';
import { saidSmtp } from './said-smtp.ts';
import { windowsMail } from './windows-mail.ts';

export const systems: readonly Detector[] = [
  ...appServers,
  ...agents,
  ...networkDevices,
  ...boardsAndStorage,
  ...buses,
  airflow,
  db2,
  debconf,
  ...ownLanguages,
  ...saidSmtp,
  ...databaseHeld,
  ...windowsMail,
  deviceLines,
];
