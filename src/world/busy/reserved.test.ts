import { describe, expect, it } from 'vitest'
import { livechatRow } from '../../../tests/support/livechat-row.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { orderedBaseOf } from '../base.ts'
import { populationOf } from './population.ts'
import { reservedOf } from './reserved.ts'

const AGENT = { _id: 'rbAXPnMktTFbNpwtJ', username: 'agent' }
const OTHER = { _id: 'other', username: 'other' }
const { open: _, ...CLOSED } = livechatRow('4-closed')

const NONE = orderedBaseOf<never>(
  [],
  () => '',
  () => 0,
)

describe('the data of a busy seed for situations', () => {
  it('has none of what it does not have, and no data of subjects that are not its own', () => {
    const own = {
      ...seeds.documented,
      reserved: [...seeds.documented.reserved, { subject: 'x', facts: [], values: {}, says: '' }],
    }
    const reserved = reservedOf(own, populationOf(0, seeds.documented), {
      livechatRooms: NONE,
      calls: NONE,
    })
    expect(reserved.filter(({ subject }) => subject !== 'meeting-room').map(({ facts }) => facts)).toEqual([
      ['unknown'],
      ['unknown'],
    ])
  })

  it('are the first rooms and calls that fit', () => {
    const rows = [
      livechatRow('1-own', { servedBy: AGENT }),
      livechatRow('2-held', { servedBy: OTHER, onHold: true }),
      livechatRow('3-waiting-on-hold', { onHold: true }),
      CLOSED,
      livechatRow('5-waiting'),
      livechatRow('6-away', { servedBy: OTHER }),
      livechatRow('7-waiting'),
    ]
    const calls = [['c1', ['a']] as const, ['c2', null] as const, ['c3', null] as const].map(([id, members]) => ({
      id,
      url: '',
      providerName: '',
      members,
      users: [],
      anonymousUsers: 0,
    }))
    const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)
    const reserved = reservedOf(seeds.documented, populationOf(7, seeds.documented), {
      livechatRooms: orderedBaseOf(
        rows,
        ({ _id }) => _id,
        (a, b) => (a._id < b._id ? -1 : 1),
      ),
      calls: orderedBaseOf(calls, ({ id }) => id, byId),
    })
    const shown = reserved
      .filter(({ subject, facts }) => subject !== 'meeting-room' && !facts.includes('unknown'))
      .map(({ facts, values, says }) => [facts.join(), ...Object.values(values), says])
    expect(shown).toEqual([
      ['', '5-waiting', 'waiting for an agent'],
      ['closed', '4-closed', 'closed'],
      ['out-of-reach', '6-away', 'served by other'],
      ['', 'c2', 'open to everyone'],
      ['private', 'c1', 'only some agents may see it'],
    ])
  })
})
