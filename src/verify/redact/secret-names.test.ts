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
])('%s is the name of a secret', (name) => expect(isSecretName(name)).toBe(true))

it.each(['roomId', 'name', 'user-id', 'x-user-id-of', 'message', 'status', ''])('%j is not', (name) =>
  expect(isSecretName(name)).toBe(false),
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
  ['X-Auth-Token: $TOKEN', 'X-Auth-Token: $TOKEN'],
  ['{"token":"a","b":"c"}', '{"token":"[redacted]","b":"c"}'],
  ['{"token" : {"a":["}"]},"b":1}', '{"token" : "[redacted]","b":1}'],
  ['{"key":[1,[2]],"b":1}', '{"key":"[redacted]","b":1}'],
  ['{"pin":1,"password":-12.5e3}', '{"pin":1,"password":"[redacted]"}'],
  ['{"token":true,"key":null}', '{"token":true,"key":null}'],
  ['{"token":"a\\"b","c":1}', '{"token":"[redacted]","c":1}'],
  ['{"token":["a', '{"token":"[redacted]"'],
  ['nothing of the kind', 'nothing of the kind'],
])('of %j remains %j', (text, left) => expect(withoutNamed(text)).toBe(left))
