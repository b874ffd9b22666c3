import { expect, it } from 'vitest'
import { isSecretName, withoutNamed } from './secret-names.ts'

it.each([
  'token',
  'X-Auth-Token',
  'apiKey',
  'clientSecret',
  'PASSWORD',
  'passwd',
  'author', // It holds "auth": rather too much than too little.
  'sessionId',
  'credentials',
  'jwt',
  'Set-Cookie',
  'x-user-id',
  'pass',
  'pwd',
  'userPass',
  'pin',
  'sig',
  'x-2fa-code',
  'x-csrf',
  'X-CSRFToken',
  'x-pass',
  'x-amz-signature',
  'x-forwarded-access',
])('%s is the name of a secret', (name) => expect(isSecretName(name)).toBe(true))

it.each(['roomId', 'name', 'user-id', 'x-user-id-of', 'message', 'status', 'design', 'spinning', 'compassion', ''])(
  '%j is not',
  (name) => expect(isSecretName(name)).toBe(false),
)

it.each([
  ['?a=1&token=abc&b=2#c', '?a=1&token=[redacted]&b=2#c'],
  ['?a=1;token=abc', '?a=1;token=[redacted]'],
  // Rather too much than too little.
  ['token=abc;name=x', 'token=[redacted]'],
  ['?a=x;y=z&token=abc&b=1', '?a=x;y=z&token=[redacted]&b=1'],
  ['?token=$TOKEN&key=${KEY}', '?token=$TOKEN&key=${KEY}'],
  ['?tokens=&x=1', '?tokens=&x=1'],
  ['Authorization: Bearer x\nAccept: y', 'Authorization: [redacted]\nAccept: y'],
  ['Proxy-Authorization : x y', 'Proxy-Authorization : [redacted]'],
  ['x-user-id: a, x-api-key: b', 'x-user-id: [redacted]'],
  ['X-Api-Key: a b, c', 'X-Api-Key: [redacted]'],
  ['curl -H X-Api-Key: a', 'curl -H X-Api-Key: [redacted]'],
  ['X-Auth-Token: $TOKEN', 'X-Auth-Token: $TOKEN'],
  ['{"token":"a","b":"c"}', '{"token":"[redacted]","b":"c"}'],
  ['{"token" : {"a":["}"]},"b":1}', '{"token" : "[redacted]","b":1}'],
  ['{"key":[1,[2]],"b":1}', '{"key":"[redacted]","b":1}'],
  ['{"pin":1,"password":-12.5e3}', '{"pin":"[redacted]","password":"[redacted]"}'],
  ['{"token":true,"key":null}', '{"token":true,"key":null}'],
  ['{"token":"a\\"b","c":1}', '{"token":"[redacted]","c":1}'],
  ['{"token":["a', '{"token":"[redacted]"'],
  ['/join/token=a/b&x=1', '/join/token=[redacted]&x=1'],
  ['a=1\ntoken=abc\r\nb', 'a=1\ntoken=[redacted]\r\nb'],
  ['password: a b\nX: y', 'password: [redacted]\nX: y'],
  ['user\r\n  api_key : abc', 'user\r\n  api_key : [redacted]'],
  ['a wrong password: try again\ninvalid-token: x', 'a wrong password: try again\ninvalid-token: x'],
  ["{'password': 'a\"b', 'c': 1}", "{'password': '[redacted]', 'c': 1}"],
  [`{"token":'a','key':"b"}`, `{"token":"[redacted]",'key':'[redacted]'}`],
  [`{"a":"'","token":"b","c":"':"}`, `{"a":"'","token":"[redacted]","c":"':"}`],
  ['ftp://user:a%20b@host/x', 'ftp://user:[redacted]@host/x'],
  ['http://host:80/a@b', 'http://host:80/a@b'],
  [
    '--z\r\nContent-Disposition: form-data; name="password"\r\nX: y\r\n\r\na\nb\r\n--z\r\nContent-Disposition: form-data; name=a\r\n\r\nc',
    '--z\r\nContent-Disposition: form-data; name="password"\r\nX: y\r\n\r\n[redacted]\r\n--z\r\nContent-Disposition: form-data; name=a\r\n\r\nc',
  ],
  ['; name=token\n\nabc', '; name=token\n\n[redacted]'],
  // After a harmless part.
  ['--z\nA; name=a\n\nb\n--z\nA; name=token\n\nabc\n--z', '--z\nA; name=a\n\nb\n--z\nA; name=token\n\n[redacted]\n--z'],
  ['Authorization: [redacted] as it was', 'Authorization: [redacted] as it was'],
  ['nothing of the kind', 'nothing of the kind'],
])('of %j remains %j', (text, left) => expect(withoutNamed(text)).toBe(left))

it.each<[what: string, most: number, text: (length: number) => string]>([
  ['letters of a parameter', 95, (length) => `?${'x'.repeat(length)}token=SECRET`],
  ['letters of a user', 200, (length) => `ftp://${'u'.repeat(length)}:SECRET@host`],
  ['letters of a password', 194, (length) => `ftp://u:SECRET${'x'.repeat(length)}@host`],
  ['spaces before the colon of a header', 4, (length) => `Cookie${' '.repeat(length)}: SECRET`],
  ['spaces after the colon of a header', 4, (length) => `Cookie:${' '.repeat(length)}SECRET`],
  ['spaces before the name in a line', 16, (length) => `a\n${' '.repeat(length)}password: SECRET`],
  ['spaces before the colon of a line', 4, (length) => `password${' '.repeat(length)}: SECRET`],
  ['spaces after the colon of a line', 4, (length) => `password:${' '.repeat(length)}SECRET`],
  ['backslashes before quotes', 7, (length) => ['', 'token', ':', 'SECRET'].join(`${'\\'.repeat(length)}"`)],
  ['letters of the name of a member', 95, (length) => `{"${'x'.repeat(length)}token":"SECRET"}`],
  ['spaces before the colon of a member', 100, (length) => `{"token"${' '.repeat(length)}:"SECRET"}`],
  ['spaces after the colon of a member', 100, (length) => `{"token":${' '.repeat(length)}"SECRET"}`],
  ['letters of the name of a part', 95, (length) => `name=${'x'.repeat(length)}token\n\nSECRET`],
  ['letters after the name of a part', 300, (length) => `name=token${';'.repeat(length)}\n\nSECRET`],
  ['further headers of a part', 5, (length) => `name=token\n${'X: y\n'.repeat(length)}\nSECRET`],
  ['letters of a header of a part', 300, (length) => `name=token\n${'x'.repeat(length)}\n\nSECRET`],
])('a secret is removed after as many %s as %i', (_, most, text) => {
  expect(withoutNamed(text(most))).not.toContain('SECRET')
  // More of them are no longer looked for, so that any text takes linear time.
  expect(withoutNamed(text(most + 1))).toContain('SECRET')
})

it('a variable stands for a secret with a name of at most a hundred letters, and a number ends with its digits', () => {
  const variable = (length: number): string => `?token=$\{${'V'.repeat(length)}}`
  expect(withoutNamed(variable(100))).toBe(variable(100))
  expect(withoutNamed(variable(101))).toBe('?token=[redacted]')
  expect(withoutNamed(`{"pin":${'1'.repeat(399)},"b":1}`)).toBe('{"pin":"[redacted]","b":1}')
})

it.each([
  ...'password passwd passphrase pass pwd pin token secret jwt apikey api-key api_key API_KEY userPassword'.split(' '),
  ...'user_pwd clientSecret client-secret access_token refreshToken authToken id_token apiSecret privateToken'.split(
    ' ',
  ),
  ...'Authorization Proxy-Authorization Cookie Set-Cookie X-Auth-Token X-User-Id X-API-Key'.split(' '),
])('the value of a line that is named %s is removed', (name) => {
  const text = `before\n  ${name}: a secret of it\nafter: that`
  expect(withoutNamed(text)).toBe(`before\n  ${name}: [redacted]\nafter: that`)
})
