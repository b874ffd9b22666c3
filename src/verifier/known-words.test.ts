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
