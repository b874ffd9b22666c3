import { describe, expect, it } from 'vitest'
import { createMock } from '../../in-process.ts'
import { clientWithin, lazyControl } from '../../lazy-control.ts'
import { connect } from '../../client/connect.ts'
import { startServer } from '../../server.ts'
import { pastCalls } from './past.ts'
import { userNamesBy } from './user-names.ts'

/** A server with worlds `a` and `b`, in which calls were made, and a client. */
async function begin() {
  const server = await startServer({ control: true })
  const greenroom = connect(server.control)
  for (const name of ['a', 'b']) await greenroom.world({ name })
  const call = (world: string, path: string) => fetch(`${server.url}/~${world}${path}`)
  for (const path of ['/1', '/2', '/api/v1/livechat/rooms', '/3']) await call('a', path)
  return { server, greenroom, call }
}

describe('the past of a server', () => {
  it('is that of each world, or of the one named: its last calls, and how many came before', async () => {
    const { server, greenroom } = await begin()
    await using _ = server
    const past = await pastCalls(greenroom, undefined, () => true, 2)
    expect(past.map(({ world, entries, earlier, last }) => [world, entries.map(({ n }) => n), earlier, last])).toEqual([
      ['default', [], 0, 0],
      ['a', [3, 4], 2, 4],
      ['b', [], 0, 0],
    ])
    const [only] = await pastCalls(greenroom, 'a', () => true, 4)
    expect([only?.entries.map(({ target }) => target), only?.earlier]).toEqual([
      ['/~a/1', '/~a/2', '/~a/api/v1/livechat/rooms', '/~a/3'],
      0,
    ])
  })

  it('has only calls that fit, but knows the last of all', async () => {
    const { server, greenroom } = await begin()
    await using _ = server
    const [only] = await pastCalls(greenroom, 'a', ({ status }) => status === 404, 1)
    expect([only?.entries.map(({ n }) => n), only?.earlier, only?.last]).toEqual([[4], 2, 4])
    expect(await pastCalls(greenroom, 'a', () => false, 1)).toEqual([{ world: 'a', entries: [], earlier: 0, last: 4 }])
    expect(await pastCalls(greenroom, 'a', () => true, 0)).toMatchObject([{ entries: [], earlier: 4 }])
    await expect(pastCalls(greenroom, 'none', () => true, 1)).rejects.toMatchObject({ name: 'Fault' })
  })
})

describe('the names of users', () => {
  it('are read once for each world, and none where the world is gone', async () => {
    const mock = createMock()
    const within = clientWithin(lazyControl(mock, () => 'http://localhost'))
    const attached: (string | undefined)[] = []
    const names = userNamesBy({
      ...connect({ url: 'http://localhost', token: 'x' }),
      async attach(name) {
        attached.push(name)
        return within.attach(name)
      },
    })
    expect((await names('default')).get('rbAXPnMktTFbNpwtJ')).toBe('agent')
    expect((await Promise.all([names('default'), names('default')]))[0]?.get('f5vPj6jfkRXipkwoC')).toBe('manager')
    expect([(await names('gone')).size, (await names('gone')).size, attached]).toEqual([0, 0, ['default', 'gone']])
  })
})
