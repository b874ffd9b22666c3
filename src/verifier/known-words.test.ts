import { expect, it } from 'vitest'
import { createVerifier } from './create-verifier.ts'
import { checkOptions, checkSettings } from './known-words.ts'

it('an option or a setting that does not exist is refused, with the nearest that does', async () => {
  const misspelt: object = { ulr: 'http://127.0.0.1:1' }
  await expect(createVerifier(misspelt)).rejects.toMatchObject({
    message: 'there is no option of createVerifier ulr',
    fix: 'Did you mean url? Known: url, target, edition, control, ca, env, timeoutMs.',
  })
  await using verifier = await createVerifier({ env: {} })
  const singular: object = { case: ['room-locked'] }
  const refused = { message: 'there is no setting of a run case', fix: expect.stringContaining('Did you mean cases?') }
  await expect(verifier.plan(singular)).rejects.toMatchObject(refused)
  await expect(verifier.run(singular).next()).rejects.toMatchObject(refused)
})

const wrongType = (name: string, says: string) =>
  expect.objectContaining({ name: 'Fault', message: `${name} takes ${says}`, fix: 'Omit it for the default.' })

it('one that is undefined is omitted; null is not', () => {
  expect(() => checkOptions({ url: undefined, timeoutMs: undefined })).not.toThrow()
  expect(() => checkSettings({ cases: undefined, signal: undefined })).not.toThrow()
  expect(() => checkOptions({ url: null })).toThrow(wrongType('url', 'a text, not null'))
})

it.each<[option: string, right: unknown, wrong: unknown, says: string]>([
  ['url', 'http://h', 7, 'a text, not a number'],
  ['target', 'a.yaml', [], 'the path of a file, or its contents as an object, not an empty list'],
  ['target', {}, [['a']], 'the path of a file, or its contents as an object, not a list with a list with a string'],
  ['target', {}, 7, 'the path of a file, or its contents as an object, not a number'],
  ['control', { url: 'u' }, { url: 7 }, '{ url, token }, both texts; the token may be omitted, not such an object'],
  [
    'control',
    { url: 'u', token: 't' },
    { url: 'u', token: 7 },
    '{ url, token }, both texts; the token may be omitted, not such an object',
  ],
  ['control', { url: 'u' }, { token: 't' }, '{ url, token }, both texts; the token may be omitted, not such an object'],
  ['control', { url: 'u' }, 'u', '{ url, token }, both texts; the token may be omitted, not a string'],
  ['edition', '2022', 2022, 'a text, not a number'],
  ['ca', '-----BEGIN', true, 'a text, not a boolean'],
  ['env', {}, 'PATH', 'an object, not a string'],
  ['timeoutMs', 5, '5', 'a number, not a string'],
])('the option %s may be %j, and not %j', (option, right, wrong, says) => {
  expect(() => checkOptions({ [option]: right })).not.toThrow()
  expect(() => checkOptions({ [option]: wrong })).toThrow(wrongType(option, says))
})

it.each<[setting: string, right: unknown, wrong: unknown, says: string]>([
  ['cases', ['a'], ['a', 7], 'a list of texts, not a list with a string'],
  ['cases', [], 'a', 'a list of texts, not a string'],
  ['cases', ['a'], [null], 'a list of texts, not a list with null'],
  [
    'skip',
    [{ case: 'a', reason: 'b' }],
    [{ case: 'a' }],
    'a list of { case, reason }, both texts, not a list with such an object',
  ],
  ['skip', [], [{ reason: 'b' }], 'a list of { case, reason }, both texts, not a list with such an object'],
  ['deviations', 'a.yaml', [7], 'the path of a file, or its contents as a list of objects, not a list with a number'],
  ['deviations', [{}], {}, 'the path of a file, or its contents as a list of objects, not such an object'],
  ['transports', ['http'], 'http', 'a list of texts, not a string'],
  ['allowMutating', ['h:1'], true, 'a list of texts, not a boolean'],
  ['gate', 'server', true, 'a text, not a boolean'],
  ['shuffle', 7, '7', 'a number, not a string'],
  ['minCoverage', 7, '7', 'a number, not a string'],
  ['deadlineMs', 7, '7', 'a number, not a string'],
  ['retries', 7, '7', 'a number, not a string'],
  ['workers', 7, '7', 'a number, not a string'],
  ['keepBodies', false, 'no', 'true or false, not a string'],
  ['signal', new AbortController().signal, {}, 'an AbortSignal, not such an object'],
  ['reproduce', () => null, 'curl', 'a function, not a string'],
])('the setting %s may be %j, and not %j', (setting, right, wrong, says) => {
  expect(() => checkSettings({ [setting]: right })).not.toThrow()
  expect(() => checkSettings({ [setting]: wrong })).toThrow(wrongType(setting, says))
})

it('options and settings are an object, and a value that is refused is not shown', () => {
  expect(() => checkOptions('http://h')).toThrow(
    expect.objectContaining({
      message: 'each option of createVerifier is a member of an object, not of a string',
      fix: 'Omit it for the defaults.',
    }),
  )
  expect(() => checkSettings(null)).toThrow(
    expect.objectContaining({ message: 'each setting of a run is a member of an object, not of null' }),
  )
  expect(() => checkOptions({ timeoutMs: 'secret' })).toThrow(wrongType('timeoutMs', 'a number, not a string'))
  // What every object has is no option.
  expect(() => checkOptions({ toString: 'x' })).toThrow('there is no option of createVerifier toString')
})
