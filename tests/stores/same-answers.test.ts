import { describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import { createFetchHandler } from '../../src/transport/fetch.ts'
import { dataPlaces } from '../support/data-places.ts'
import { hashOf, PINNED_NUMBERS, PINNED_SOME, playedIn, together } from '../support/transcript.ts'
import { casesOf, firstOf } from '../support/documented-cases.ts'
import { readyOf, verified } from '../support/verified.ts'

const FIRST: ReadonlySet<string> = new Set(firstOf(casesOf('current')).map(({ id }) => id))

describe.each(dataPlaces)('a mock whose worlds are in $name', ({ name, open }) => {
  it('answers to the byte as one in memory', async () => {
    await using place = await open()
    await using server = await place.start()
    const { mock, world } = server
    const handle = createFetchHandler({ dispatch: mock.answer, limits: mock.limits })
    const plays = []
    for (const number of PINNED_NUMBERS) plays.push(hashOf(await playedIn({ world, handle }, number)))
    expect(together(plays)).toBe(PINNED_SOME)
  })

  it('holds a case of each outcome over HTTP', async ({ task }) => {
    await using place = await open()
    await using server = await place.start()
    const { results } = await verified(readyOf(server.url, server, 'http'), { wanted: ({ id }) => FIRST.has(id) })
    expect(results.filter(({ verdict }) => verdict !== 'held')).toEqual([])
    expect(results.map(({ operation, outcome }) => `${operation}/${outcome}`).toSorted()).toEqual(
      faces.current
        .flatMap(({ operation, outcomes }) => outcomes.map((each) => `${operation}/${each.name}`))
        .toSorted(),
    )
    task.meta.held = { way: `over http, with worlds in ${name}`, cases: results.length }
  })

  it('holds every case over HTTP', { tags: ['full'] }, async ({ task }) => {
    await using place = await open()
    await using server = await place.start()
    const { results } = await verified(readyOf(server.url, server, 'http'))
    expect(results.filter(({ verdict }) => verdict !== 'held')).toEqual([])
    task.meta.held = { way: `over http, with worlds in ${name}`, cases: results.length }
  })

  it('holds every case on sockets', { tags: ['long'] }, async ({ task }) => {
    await using place = await open()
    await using server = await place.start()
    const { results } = await verified(readyOf(server.url, server, 'polling', 'websocket'))
    // Some call over HTTP, too.
    const played = results.filter(({ verdict, kind }) => verdict !== 'blocked' || kind !== 'transport')
    expect(played.filter(({ verdict }) => verdict !== 'held')).toEqual([])
    expect(played.length).toBeGreaterThan(300)
    task.meta.held = { way: `on sockets, with worlds in ${name}`, cases: played.length }
  })
})
