import { expect, it } from 'vitest'
import { createVerifier } from './create-verifier.ts'
import { checkOptions, checkSettings } from './known-words.ts'

it('an option or a setting that does not exist is refused, with the nearest that does', async () => {
  const misspelt: object = { ulr: 'http://127.0.0.1:1' }
  await expect(createVerifier(misspelt)).rejects.toMatchObject({ fix: expect.stringContaining('Did you mean url?') })
  await using verifier = await createVerifier({ env: {} })
  const singular: object = { case: ['room-locked'] }
  const refused = { message: 'there is no setting of a run case', fix: expect.stringContaining('Did you mean cases?') }
  await expect(verifier.plan(singular)).rejects.toMatchObject(refused)
  await expect(verifier.run(singular).next()).rejects.toMatchObject(refused)
})

it('one that is undefined is omitted; null is not', () => {
  expect(() => checkOptions({ url: undefined, timeoutMs: undefined })).not.toThrow()
  expect(() => checkSettings({ cases: undefined, signal: undefined })).not.toThrow()
  expect(() => checkOptions({ url: null })).toThrow('url takes a text, not null')
})

it.each<[option: string, right: unknown, wrong: unknown, says: string]>([
  ['url', 'http://h', 7, 'a text, not a number'],
  ['target', 'a.yaml', [], 'the path of a file, or its contents as an object, not an empty list'],
  ['target', {}, [['a']], 'the path of a file, or its contents as an object, not a list with a list with a string'],
  ['target', {}, 7, 'the path of a file, or its contents as an object'],
  ['control', { url: 'u' }, { url: 7 }, '{ url, token }, both texts; the token may be omitted'],
  ['control', { url: 'u', token: 't' }, { url: 'u', token: 7 }, '{ url, token }, both texts'],
  ['edition', '2022', 2022, 'a text, not a number'],
  ['ca', '-----BEGIN', true, 'a text'],
  ['env', {}, 'PATH', 'an object'],
  ['timeoutMs', 5, '5', 'a number'],
])('the option %s may be %j, and not %j', (option, right, wrong, says) => {
  expect(() => checkOptions({ [option]: right })).not.toThrow()
  expect(() => checkOptions({ [option]: wrong })).toThrow(`${option} takes ${says}`)
})

it.each<[setting: string, right: unknown, wrong: unknown, says: string]>([
  ['cases', ['a'], ['a', 7], 'a list of texts'],
  ['cases', [], 'a', 'a list of texts'],
  ['skip', [{ case: 'a', reason: 'b' }], [{ case: 'a' }], 'a list of { case, reason }, both texts'],
  ['skip', [], [{ reason: 'b' }], 'a list of { case, reason }, both texts'],
  ['deviations', 'a.yaml', [7], 'the path of a file, or its contents as a list of objects'],
  ['deviations', [{}], {}, 'the path of a file, or its contents as a list of objects'],
  ['transports', ['http'], 'http', 'a list of texts'],
  ['allowMutating', ['h:1'], true, 'a list of texts'],
  ['gate', 'server', true, 'a text'],
  ['shuffle', 7, '7', 'a number'],
  ['minCoverage', 7, '7', 'a number'],
  ['deadlineMs', 7, '7', 'a number'],
  ['retries', 7, '7', 'a number'],
  ['workers', 7, '7', 'a number'],
  ['keepBodies', false, 'no', 'true or false'],
  ['signal', new AbortController().signal, {}, 'an AbortSignal'],
  ['reproduce', () => null, 'curl', 'a function'],
])('the setting %s may be %j, and not %j', (setting, right, wrong, says) => {
  expect(() => checkSettings({ [setting]: right })).not.toThrow()
  expect(() => checkSettings({ [setting]: wrong })).toThrow(`${setting} takes ${says}`)
})

it('options and settings are an object, and a value that is refused is not shown', () => {
  expect(() => checkOptions('http://h')).toThrow('each option of createVerifier is a member of an object')
  expect(() => checkSettings(null)).toThrow('each setting of a run is a member of an object, not of null')
  expect(() => checkOptions({ timeoutMs: 'secret' })).toThrow(/^(?!.*secret)/)
  // What every object has is no option.
  expect(() => checkOptions({ toString: 'x' })).toThrow('there is no option of createVerifier toString')
})
