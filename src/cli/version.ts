declare const SMTP_SCAN_VERSION: string;

/** Set by the build; `0.0.0` from source. */
export const version = typeof SMTP_SCAN_VERSION === 'string' ? SMTP_SCAN_VERSION : '0.0.0';
