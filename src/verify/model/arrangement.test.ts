import { expect, it } from 'vitest'
import { bareArrangement, isNotArranged } from './arrangement.ts'

const bare = bareArrangement({ baseUrl: 'http://127.0.0.1:1/api', identities: { host: { Authorization: 'Bearer x' } } })

it('an empty arrangement says where to call and as whom, and nothing else', async () => {
  const { pass, cleanUp, ...rest } = bare
  expect(rest).toEqual({
    baseUrl: 'http://127.0.0.1:1/api',
    identities: { host: { Authorization: 'Bearer x' } },
    headers: {},
    values: {},
    auth: {},
    ownNamespace: null,
    elsewhere: null,
    set: null,
  })
  await expect(pass(5000)).resolves.toBeUndefined()
  await expect(cleanUp()).resolves.toBeUndefined()
})

it('a situation that has a reason was not arranged', () => {
  expect(isNotArranged(bare)).toBe(false)
  expect(isNotArranged({ kind: 'situation', reason: 'there is none' })).toBe(true)
})
