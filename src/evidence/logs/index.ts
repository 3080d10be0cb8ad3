/** The register of logs: one file a format. Where two formats could mean a line, the first one has it. */
import { dma } from './dma.ts';
import { exim } from './exim.ts';
import { haraka } from './haraka.ts';
import { msmtp } from './msmtp.ts';
import { nodemailer } from './nodemailer.ts';
import { nullmailer } from './nullmailer.ts';
import { opensmtpd } from './opensmtpd.ts';
import { postfix } from './postfix.ts';
import { qmail } from './qmail.ts';
import type { MakeReader } from './reader.ts';
import { sendmail } from './sendmail.ts';
import { smtplib } from './smtplib.ts';
import { ssmtp } from './ssmtp.ts';
import { transcripts } from './transcripts.ts';

export const logReaders: readonly MakeReader[] = [
  postfix,
  exim,
  sendmail,
  opensmtpd,
  haraka,
  qmail,
  msmtp,
  nullmailer,
  dma,
  ssmtp,
  nodemailer,
  smtplib,
  ...transcripts,
];
