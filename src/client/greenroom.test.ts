import { describe, expect, it } from 'vitest'
import { asked } from '../../tests/support/asked.ts'
import { greenroomBy } from './greenroom.ts'

const MADE = { name: 'a b', generation: 7, url: 'http://h/~a', origin: 'http://a.h', headers: {}, identities: {} }
const client = (answer: unknown = MADE) => {
  const plane = asked(() => answer)
  return { greenroom: greenroomBy(plane.requester), asked: plane.asked }
}

describe('a client of a greenroom', () => {
  it('makes a world without a name, or replaces one of its name', async () => {
    const { greenroom, asked: all } = client()
    await greenroom.world()
    await greenroom.world({ name: 'a b', seed: 'documented' })
    expect(all).toEqual([
      ['POST /worlds', {}],
      ['PUT /worlds/a%20b', { seed: 'documented' }],
    ])
  })

  it('replaces none where it must not', async () => {
    const { greenroom, asked: all } = client()
    await greenroom.world({ name: 'a b', clock: 'seed' }, { replace: false })
    await greenroom.world({}, { replace: false })
    expect(all).toEqual([
      ['POST /worlds', { name: 'a b', clock: 'seed' }],
      ['POST /worlds', {}],
    ])
  })

  it('drops the worlds that it made, and not those that it attached to', async () => {
    const { greenroom, asked: all } = client()
    await (await greenroom.attach())[Symbol.asyncDispose]()
    await (await greenroom.attach('a b'))[Symbol.asyncDispose]()
    await (await greenroom.world())[Symbol.asyncDispose]()
    expect(all.map(([what]) => what)).toEqual([
      'GET /worlds/default',
      'GET /worlds/a%20b',
      'POST /worlds',
      'DELETE /worlds/a%20b?generation=7',
    ])
  })

  it('lists what there is', async () => {
    const { greenroom, asked: all } = client({ worlds: [1], faces: [2], scenarios: [3] })
    expect([await greenroom.worlds(), await greenroom.outcomes(), await greenroom.scenarios()]).toEqual([[1], [2], [3]])
    expect(await greenroom.mock()).toMatchObject({ worlds: [1] })
    expect(all.map(([what]) => what)).toEqual(['GET /worlds', 'GET /outcomes', 'GET /scenarios', 'GET /mock'])
  })
})
