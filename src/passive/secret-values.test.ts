import { expect, it } from 'vitest'
import { secretsInBody, secretsInHeaders, secretsInUrl } from './secret-values.ts'

it('the secrets of headers are credentials, cookies and keys, without what surrounds them', () => {
  expect(
    secretsInHeaders([
      ['authorization', 'Bearer abcdefgh'],
      ['cookie', 'a=first-cookie; b=second-cookie; c=1; d=four'],
      ['authorization', `Basic ${btoa('user:pass-7')}`],
      ['set-cookie', 'sid=third-cookie; Path=/; HttpOnly'],
      ['x-api-key', 'key-of-the-app'],
      ['www-authenticate', 'Bearer realm="everybody"'],
      ['access-control-allow-credentials', 'true-as-can-be'],
      ['content-type', 'application/json'],
      ['referer', 'http://user:pass-of-user@host/?token=of-the-referer'],
      ['link', '<https://host/?access_token=of-a-link&a=1>; rel="next"'],
    ]),
  ).toEqual([
    'abcdefgh',
    'first-cookie',
    'second-cookie',
    'four',
    btoa('user:pass-7'),
    'pass-7',
    'third-cookie',
    'key-of-the-app',
    'pass-of-user',
    'of-the-referer',
    'of-a-link',
  ])
})

it('the scheme before a credential is no part of it, and three characters are no secret', () => {
  const of = (value: string): string[] => secretsInHeaders([['authorization', value]])
  expect(['Bearer abcd-1', 'Token abcd-1', 'TOKEN abcd-1 ', 'abcd-1'].map(of)).toEqual(
    ['abcd-1', 'abcd-1', 'abcd-1', 'abcd-1'].map((secret) => [secret]),
  )
  expect(of('Basic not-base64!')).toEqual(['not-base64!'])
  // Characters are counted, not their halves.
  expect(['Bearer abc', 'Bearer 🔑🔑🔑', 'Bearer 🔑🔑🔑🔑'].map(of)).toEqual([[], [], ['🔑🔑🔑🔑']])
})

it('a cookie has its secret after the first equals sign, or is one without a name', () => {
  const of = (name: string, value: string): string[] => secretsInHeaders([[name, value]])
  expect(of('cookie', 'a=b=long-enough; lone-value')).toEqual(['b=long-enough', 'lone-value'])
  expect(of('set-cookie', 'a=b=long-enough')).toEqual(['b=long-enough'])
  expect(of('proxy-authenticate', 'Basic realm="everybody"')).toEqual([])
})

it('each URL of a header is searched, up to what ends it', () => {
  const link = `HTTPS://host/?token=first-1>, "http://host/?token=second-2", 'http://host/?token=third-3' wss://host/?token=fourth-4 x`
  expect(secretsInHeaders([['link', link]])).toEqual(['first-1', 'second-2', 'third-3', 'fourth-4'])
})

it.each(['a.b', 'a~b', 'a%5Bb', 'a+b', 'a[b]', 'a-b', 'a_b', 'a'.repeat(100)])(
  'a form may begin with the name %s',
  (name) => expect(secretsInBody(`${name}=1&token=in-the-form`)).toEqual(['in-the-form']),
)

it('what begins with a longer name, or with none, is no form', () => {
  expect(secretsInBody(`${'a'.repeat(101)}=1&token=in-the-form`)).toEqual([])
  expect(secretsInBody('=1&token=in-the-form')).toEqual([])
})

it('a plus in the password of a URL is one, and in a parameter a blank', () => {
  expect(secretsInUrl('https://me:a+b+c%2Bd@host/?token=e+f+g')).toEqual(['a+b+c+d', 'e f g'])
})

it('the secrets of a body are the values of members named so, and no other texts', () => {
  expect(
    secretsInBody(
      '{"data":{"authToken":"token-of-login","key":"Room is locked","password":"short","client_token":"abc","client_secret" : "other-secret"}}',
    ),
  ).toEqual(['token-of-login', 'short', 'other-secret'])
  expect(secretsInBody(null)).toEqual([])
})

it('the secrets of a form, and of a URL, are the values of parameters named so, and a password', () => {
  expect(secretsInBody('user=somebody-known&password=word-of-passage&access_token=a%20token%20of%20it')).toEqual([
    'word-of-passage',
    'a token of it',
  ])
  expect(secretsInBody('a text = with=signs & token=nothing-of-a-form')).toEqual([])
  expect(secretsInUrl('https://somebody:p%40ssword-of@host/path?token=in-the-query&page=long-enough')).toEqual([
    'p@ssword-of',
    'in-the-query',
  ])
  expect(secretsInUrl('no url')).toEqual([])
})
