/** The register of detectors. Order matters only between two that say the same of one place: the first one's word counts. */
import type { Detector } from '../src/detect/detector.ts';
import django from './django.ts';
import environment from './environment.ts';
import generic from './generic.ts';
import laravel from './laravel.ts';
import nodemailer from './nodemailer.ts';
import phpmailer from './phpmailer.ts';
import smtplib from './smtplib.ts';
import symfony from './symfony.ts';

export const detectors: readonly Detector[] = [nodemailer, phpmailer, laravel, symfony, django, smtplib, environment, generic];
