import { expect, it } from 'vitest'
import { createOwnCredentials } from './credentials.ts'

const basic = `Basic ${btoa('somebody:pass of "them"')}`

it.each([
  [{ authorization: 'Bearer tok-en.1234' }, 'a tok-en.1234, TOK-EN.1234 and tokxen.1234', 'a …, … and tokxen.1234'],
  [{ 'x-auth-token': 'with "quotes"' }, '{"a":"with \\"quotes\\""}', '{"a":"…"}'],
  [{ 'x-api-key': 'a key/of it' }, '/rooms/a%20key%2Fof%20it', '/rooms/…'],
  [{ authorization: 'Bearer tok-en.1234' }, `/rooms/${btoa('tok-en.1234')}/join`, '/rooms/…/join'],
  [{ authorization: 'Bearer tok-en.12345' }, `/rooms/${btoa('tok-en.12345')}`, '/rooms/…'],
  [{ authorization: 'Bearer tok-en~?>1234' }, `a=${btoa('x:tok-en~?>1234')}`, 'a=eDp…'],
  [
    { authorization: 'Bearer tok-en~?>1234' },
    `a=${Buffer.from('me:tok-en~?>1234').toString('base64url')}&b`,
    'a=bWU6…&b',
  ],
  [{ authorization: 'Bearer sh-0rt' }, `/${btoa('sh-0rt')}/a`, '/…/a'],
  [{ cookie: 'a=1; sid=of-the-session' }, 'is of-the-session=1', 'is …=1'],
  [{ authorization: 'Token tok-en.1234' }, 'a tok-en.1234', 'a …'],
  [{ authorization: `Basic ${Buffer.from('me:ÿÿÿÿÿÿÿÿ', 'latin1').toString('base64url')}` }, 'a ÿÿÿÿÿÿÿÿ', 'a …'],
  [{ authorization: 'Bearer tok-en~?>12345' }, `a=${encodeURIComponent(btoa('tok-en~?>12345'))}`, 'a=…'],
  [{ authorization: basic }, 'pass of "them"', '…'],
  [{ authorization: 'Bearer sh-0rt' }, 'sh-0rt, SH-0RT and sh-0rts', '…, SH-0RT and sh-0rts'],
  [{ authorization: 'Bearer short' }, 'a short {"a":"short"}', 'a short {"a":"…"}'],
  [{ authorization: 'Bearer abc' }, '{"a":"abc"}', '{"a":"abc"}'],
  [{ authorization: 'Bearer abcd' }, '{"a":"abcd"} abcde', '{"a":"…"} abcde'],
  [{ authorization: 'Bearer abc-123' }, 'xabc-123y ABC-123', 'xabc-123y ABC-123'],
  [{ authorization: 'Bearer abc-1234' }, 'xABC-1234y', 'x…y'],
  [{ authorization: 'Bearer abc-1234' }, `a=${btoa('x:abc-1234:y')}`, 'a=eDp…Dp5'],
  [{ authorization: `Basic ${Buffer.from('me:~?>~?>~').toString('base64url')}` }, 'a ~?>~?>~', 'a …'],
  [{ authorization: `Basic ${btoa('somebody:pa:ss-word9')}` }, 'a pa:ss-word9', 'a …'],
  [{ 'x-api-key': 'a/b c' }, '/rooms/a%2Fb%20c/join', '/rooms/…/join'],
  [{ 'proxy-authorization': `Basic ${btoa('me:pass-word9')}` }, 'a pass-word9', 'a …'],
  [{ authorization: 'Bearer ab~?>9c' }, `/${btoa('ab~?>9c').replaceAll('=', '')}/a`, '/…/a'],
  [{ 'x-api-key': 'half a character: \ud83d' }, 'a half a character: \ud83d', 'a …'],
  [{ 'x-other': 'no-credential' }, 'no-credential', 'no-credential'],
  [{ authorization: undefined }, 'text', 'text'],
])('of a call with %j, %j is told as %j', (headers, text, told) => {
  expect(createOwnCredentials(headers)(text)).toBe(told)
})

it('a header of thousands of cookies costs no more than fifty', () => {
  const cookie = Array.from({ length: 60 }, (_, n) => `c=cookie-number-${n + 10}`).join(';')
  const hide = createOwnCredentials({ cookie })
  // The first of them is the whole header.
  const [last, next] = ['cookie-number-58', 'cookie-number-59']
  expect([hide('cookie-number-10'), hide(last), hide(next)]).toEqual(['…', '…', next])
})
