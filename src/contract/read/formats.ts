const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/

/** Whether a text is a date and time with offset (RFC 3339), leap seconds included. */
export function isDateTime(text: string): boolean {
  const match = DATE_TIME.exec(text)
  if (!match) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const [offsetHour = 0, offsetMinute = 0] = match.slice(8, 10).map((part) => Number(part ?? 0))
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false
  if (day < 1 || day > daysIn(year, month)) return false
  const offset = (offsetHour * 60 + offsetMinute) * (match[7] === '-' ? -1 : 1)
  return second < 60 || (second === 60 && isMinuteOfLeapSecond(hour * 60 + minute - offset))
}

/** None in a month that there is not. */
const daysIn = (year: number, month: number): number => {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0)
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const MINUTES = 24 * 60

/** A leap second is the last of a day in UTC, whatever the local time. */
const isMinuteOfLeapSecond = (minute: number): boolean => (minute + MINUTES) % MINUTES === MINUTES - 1

const URI = /^[a-z][a-z0-9+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})+$/i

/** Whether a text is a URI with a scheme (RFC 3986). */
export const isUri = (text: string): boolean => URI.test(text) && (!text.includes('://') || URL.canParse(text))

/** Whether a text is a regular expression by JSON Schema's rules. */
export function isRegExp(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}
