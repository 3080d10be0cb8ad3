/**
 * Stamps as logs write them, as milliseconds since 1970. Neighbouring lines share their second, so the last one is
 * remembered.
 */

/** What a log's stamps may leave open. */
export interface ClockSettings {
  /** The year of a stamp without one, in a log that was last written at this time. */
  readonly written: number;
  /** Minutes east of Greenwich of stamps without a zone. */
  readonly offset: number;
}

export interface Clock {
  /** The time of a stamp; null when it is none. */
  timeOf(stamp: string): number | null;
  /** Whether a year or a zone had to be supplied. */
  readonly assumed: { year: number | null; zone: boolean };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY = 86_400_000;

const digits = (text: string, start: number, end: number): number => {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    // Days below ten have a blank before them.
    if (code === 32 && at === start) continue;
    if (code < 48 || code > 57) return Number.NaN;
    value = value * 10 + (code - 48);
  }
  return value;
};

export function createClock(settings: ClockSettings): Clock {
  const assumed: Clock['assumed'] = { year: null, zone: false };
  let lastSecond = '';
  let lastTime: number | null = null;
  let year: number | undefined;
  let month = 0;

  /** RFC 3164 has no year: the last one that does not lie after the log's own date; it moves on after December. */
  const yearOf = (newMonth: number, day: number): number => {
    if (year === undefined) {
      const latest = new Date(settings.written + DAY);
      year = latest.getUTCFullYear();
      if (Date.UTC(year, newMonth, day) > latest.getTime()) year -= 1;
    } else if (newMonth < month && month - newMonth > 6) year += 1;
    else if (newMonth > month && newMonth - month > 6) return year - 1;
    month = newMonth;
    assumed.year = year;
    return year;
  };

  const old = (stamp: string): number | null => {
    const found = MONTHS.indexOf(stamp.slice(0, 3).toLowerCase());
    const day = digits(stamp, 4, 6);
    const time = digits(stamp, 7, 9) * 3_600_000 + digits(stamp, 10, 12) * 60_000 + digits(stamp, 13, 15) * 1000;
    if (found < 0 || !(day >= 1 && day <= 31) || Number.isNaN(time)) return null;
    assumed.zone = true;
    return Date.UTC(yearOf(found, day), found, day) + time - settings.offset * 60_000;
  };

  /** `2026-11-23T22:35:10.680724+00:00`, with a blank for the `T`, with or without fraction and zone. */
  const iso = (stamp: string): number | null => {
    const time = Date.UTC(
      digits(stamp, 0, 4),
      digits(stamp, 5, 7) - 1,
      digits(stamp, 8, 10),
      digits(stamp, 11, 13),
      digits(stamp, 14, 16),
      stamp.length >= 19 ? digits(stamp, 17, 19) : 0,
    );
    if (Number.isNaN(time)) return null;
    const zone = /(Z|([+-])(\d\d):?(\d\d)?)$/.exec(stamp.slice(16));
    if (!zone) {
      assumed.zone = true;
      return time - settings.offset * 60_000;
    }
    if (zone[1] === 'Z') return time;
    const minutes = Number(zone[3]) * 60 + Number(zone[4] ?? 0);
    return time - (zone[2] === '-' ? -minutes : minutes) * 60_000;
  };

  return {
    assumed,
    timeOf(stamp) {
      if (stamp.charCodeAt(0) > 57) {
        if (stamp === lastSecond) return lastTime;
        lastSecond = stamp;
        lastTime = old(stamp);
        return lastTime;
      }
      // Within one second only the fraction differs; the zone of a log stays.
      const fraction = /^\.(\d{1,3})/.exec(stamp.slice(19))?.[1];
      const thousandths = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0'));
      const second = fraction === undefined ? stamp : stamp.slice(0, 19) + stamp.slice(19).replace(/^\.\d+/, '');
      if (second !== lastSecond) {
        lastSecond = second;
        lastTime = iso(second);
      }
      return lastTime === null ? null : lastTime + thousandths;
    },
  };
}
