import { expect, it } from 'vitest'
import { holdsToken, looksSecret } from './token-shape.ts'

it.each([
  ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl'],
  ['one without a signature, within a text', 'it was eyJhbGciOiJub25lIn0.e30. indeed'],
  ['what follows Bearer', 'Authorization: bearer 0123456789abcdef'],
  ['what follows Basic', 'Basic dXNlcjpwYXNzd29yZA=='],
  ['a key', '-----BEGIN PRIVATE KEY-----'],
  ['a key of RSA', '-----BEGIN RSA PRIVATE KEY-----'],
  ['a key of PGP', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
  ['a certificate', '-----BEGIN CERTIFICATE-----'],
  ['what follows Bearer and a line break', 'bearer\n\t./+~-=_a./+~-=_Z'],
  ['the shortest JWT', 'eyJ-_5aZ.-_.'],
])('%s is a token by its form', (_, text) => {
  expect([holdsToken(text), looksSecret(text)]).toEqual([true, true])
})

it.each([
  ['letters and digits without order', 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f'],
  ['such letters among words', 'the key RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f is new'],
  ['20 letters and digits, each another', 'aB1cD2eF3gH4iJ5kL6mN'],
  ['12 of them, twice', 'aB1cD2eF3gH4aB1cD2eF3gH4'],
  ['32 hexadecimal digits', '0123456789abcdef0123456789abcdef'],
  ['32 of them in capitals', '0123456789ABCDEF0123456789ABCDEF'],
  ['what follows a slash', 'path/aB1cD2eF3gH4iJ5kL6mN'],
  ['what has signs within', 'a-B1+cD2_eF3=gH4iJ5kL'],
])('%s look secret, although no form says so', (_, text) => {
  expect([holdsToken(text), looksSecret(text)]).toEqual([false, true])
})

it.each([
  ['a bearer of bad news'],
  ['31 hexadecimal digits: 0123456789abcdef0123456789abcde'],
  ['a commit: 89f7375'],
  ['a number: 12345678901234567890123456789012'],
  ['one kind of letters: abcdefghijklmnopqrstuvwxyz'],
  ['too short: aB3dE6gH9'],
  ['19 letters and digits: aB1cD2eF3gH4iJ5kL6m'],
  ['11 of them, twice: aB1cD2eF3gHaB1cD2eF3gH'],
  ['8 of them, three times: aB1cD2eFaB1cD2eFaB1cD2eF'],
  ['15 behind a word: bearer 0123456789abcde'],
  ['in order: aB1aB1aB1aB1aB1aB1aB1aB1'],
  ['https://chat.example.org/api/v1/livechat/room.join?roomId='],
])('%s', (text) => {
  expect(looksSecret(text)).toBe(false)
})
