import { describe, expect, it } from 'vitest'
import { Damaged } from '../log/damaged.ts'
import { Away, Declined } from '../redis/away.ts'
import { damageIn, ListDamaged, orListDamaged } from './damage.ts'
import { createKeys } from './keys.ts'

const keys = createKeys('qa:')
const WRONGTYPE = 'WRONGTYPE Operation against a key holding the wrong kind of value'

it('data that cannot be read is damaged, and so is a key of another kind; nothing else is', () => {
  expect(damageIn(new Damaged('entry 2 is missing'))).toBe('entry 2 is missing')
  expect(damageIn(new Declined(WRONGTYPE))).toBe(`the data on the Redis server is damaged: ${WRONGTYPE}`)
  for (const other of [
    new Declined(`OOM ${WRONGTYPE}`),
    new Declined('WRONGTYPES'),
    new Away(WRONGTYPE),
    new Error(WRONGTYPE),
    null,
  ])
    expect(damageIn(other)).toBeNull()
})

describe('work on the list of worlds', () => {
  const failing = (fault: unknown): Promise<unknown> =>
    orListDamaged(keys, () => Promise.reject(fault)).catch((thrown: unknown) => thrown)

  it('has its result', async () => {
    expect(await orListDamaged(keys, async () => 'done')).toBe('done')
  })

  it.each([
    [new Damaged('entry 2 is missing'), 'entry 2 is missing'],
    [new Declined(WRONGTYPE), `the list of worlds is damaged: ${WRONGTYPE}`],
  ])('says what is damaged, and how to begin without it: %s', async (fault, message) => {
    expect(await failing(fault)).toMatchObject({
      name: 'ListDamaged',
      message,
      fix: 'Stop all mocks, and restore a dump of the database. To begin without these worlds: delete all keys that start with qa:, or use another ?prefix=.',
      cause: fault,
    })
  })

  it('passes on all else as it is', async () => {
    for (const fault of [new ListDamaged('gone', keys), new Away('gone'), new Declined('OOM'), new Error('a defect')])
      expect(await failing(fault)).toBe(fault)
  })
})
