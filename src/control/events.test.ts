import { describe, expect, it } from 'vitest'
import { standTimers } from '../../tests/support/timers.ts'
import { headerOf, requestOf } from '../../tests/support/request-of.ts'
import { createCore } from '../mock/core.ts'
import { createControl } from './control.ts'

/** A mock with worlds `w` and `v`, and a reader of events that can be slow. */
async function begin(target: string) {
  const core = createCore()
  const control = createControl(
    core,
    () => 'http://127.0.0.1:4010',
    () => 'new',
  )
  for (const name of ['w', 'v']) void core.worlds.make(name, core.recipeOf(name, {}))
  const answer = await control.answer(requestOf('GET', target))
  const [pieces, reader] = [Array.of<string>(), { keepsUp: true, ends: 0 }]
  const stop = answer.stream?.(
    (piece) => {
      pieces.push(piece)
      return reader.keepsUp
    },
    () => void reader.ends++,
  )
  return {
    core,
    control,
    answer,
    reader,
    stop: () => stop?.(),
    call: (world: string) => core.answer(requestOf('GET', `/~${world}/nothing`)),
    /** What was sent since, in short. */
    told: () => pieces.splice(0).flatMap((piece) => piece.split('\n\n').filter(Boolean).map(inShort)),
    pieces: () => pieces.splice(0),
  }
}

function inShort(event: string): string {
  const [, name, text] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? []
  if (name === undefined || text === undefined) return event
  const data = JSON.parse(text)
  return name === 'exchange'
    ? `${data.world} ${data.n}`
    : name === 'lost'
      ? `lost ${data.count}`
      : `${data.world} ${data.kind}`
}

describe('the events of all worlds', () => {
  it('are a stream that begins at once, of exchanges in any world and of what happens to worlds', async () => {
    using timers = standTimers()
    const { core, answer, call, told, stop } = await begin('/events')
    expect([answer.status, headerOf(answer.headers, 'Content-Type'), answer.body, answer.about.cause]).toEqual([
      200,
      'text/event-stream',
      ': greenroom\n\n',
      'control plane',
    ])
    await call('w')
    await call('v')
    void core.worlds.make('u', core.recipeOf('u', {}))
    await call('u')
    core.worlds.announce('u', 'something')
    await call('u')
    void core.worlds.reset('w')
    await call('w')
    expect(told()).toEqual(['w 1', 'v 1', 'u made', 'u 1', 'u changed', 'u 2', 'w reset', 'w 2'])
    const late = core.worlds.get('v')
    void core.worlds.drop('v')
    await call('w')
    expect(told()).toEqual(['v dropped', 'w 3'])
    // An answer that was on its way belongs to no world any more.
    await late?.journal.add({ at: 0, request: requestOf('GET', '/'), answer })
    expect(told()).toEqual([])
    stop()
    await call('w')
    void core.worlds.drop('w')
    expect([told(), timers.waiting()]).toEqual([[], 0])
  })

  it('are written as an event of a name, and its data as JSON in one line', async () => {
    using _ = standTimers()
    const { core, pieces, stop } = await begin('/events')
    core.worlds.announce('w', 'a\nb')
    expect(pieces()).toEqual(['event: world\ndata: {"kind":"changed","world":"w","why":"asked","what":"a\\nb"}\n\n'])
    stop()
  })

  it('say what happened to a world as the contract has it, not why a store did it', async () => {
    using _ = standTimers()
    const { core, pieces, stop } = await begin('/events')
    const cause = { kind: 'reset', why: 'asked', because: 'it was elsewhere' } as const
    await core.store.begin('w', core.recipeOf('w', {}), undefined, cause)
    expect(pieces()).toEqual(['event: world\ndata: {"kind":"reset","why":"asked","world":"w"}\n\n'])
    stop()
  })

  it('say every fifteen seconds that they go on', async () => {
    using timers = standTimers()
    const { told, stop } = await begin('/events')
    timers.pass(14_999)
    expect(told()).toEqual([])
    timers.pass(1)
    timers.pass(15_000)
    expect(told()).toEqual([': alive', ': alive'])
    stop()
    timers.pass(15_000)
    expect(told()).toEqual([])
  })

  it('end with the control plane, and nothing is sent after', async () => {
    using timers = standTimers()
    const { control, reader, call, told } = await begin('/events')
    control.endAll()
    control.endAll()
    await call('w')
    expect([reader.ends, told(), timers.waiting()]).toEqual([1, [], 0])
  })
})

describe('the events of one world', () => {
  it('are its own alone, and end when it is dropped', async () => {
    using timers = standTimers()
    const { core, call, told, reader } = await begin('/worlds/w/events')
    await call('v')
    await call('w')
    void core.worlds.drop('v')
    void core.worlds.reset('w')
    await call('w')
    expect([told(), reader.ends]).toEqual([['w 1', 'w reset', 'w 2'], 0])
    void core.worlds.drop('w')
    expect([told(), reader.ends, timers.waiting()]).toEqual([['w dropped'], 1, 0])
    void core.worlds.make('w', core.recipeOf('w', {}))
    await call('w')
    expect(told()).toEqual([])
  })

  it('keep it from being dropped as idle, as long as somebody reads', async () => {
    using timers = standTimers({ clock: true })
    const { core, stop } = await begin('/worlds/w/events')
    const isThereAfter = (minutes: number): boolean => {
      timers.pass(minutes * 60_000)
      void core.worlds.sweep()
      return core.worlds.get('w') !== undefined
    }
    // The first look only finds that it has been used until then.
    expect([0, 61].map(isThereAfter)).toEqual([true, true])
    stop()
    expect([isThereAfter(59), isThereAfter(1)]).toEqual([true, false])
  })
})

describe('a reader that does not keep up', () => {
  it('loses what comes meanwhile, and is told how many, soon after it does', async () => {
    using timers = standTimers()
    const { call, told, reader, stop } = await begin('/events')
    reader.keepsUp = false
    await call('w')
    await call('w')
    await call('w')
    expect(told()).toEqual(['w 1', 'lost 1', 'lost 2'])
    reader.keepsUp = true
    timers.pass(249)
    expect(told()).toEqual([])
    timers.pass(1)
    expect(told()).toEqual(['lost 3'])
    await call('w')
    timers.pass(1_000)
    // What goes on is the sign of life alone.
    expect([told(), timers.waiting()]).toEqual([['w 4'], 1])
    stop()
  })

  it('is told of them before the next event, and nothing once it is gone', async () => {
    using timers = standTimers()
    const { call, told, reader, stop } = await begin('/events')
    reader.keepsUp = false
    await call('w')
    reader.keepsUp = true
    await call('w')
    expect(told()).toEqual(['w 1', 'lost 1', 'w 2'])
    reader.keepsUp = false
    await call('w')
    stop()
    expect([told(), timers.waiting()]).toEqual([['w 3'], 0])
  })
})

describe('a reader that wants only so many a second', () => {
  const inBatches = (pieces: readonly string[]) => pieces.map((piece) => piece.split('\n\n').slice(0, -1).map(inShort))

  it('gets a tenth of them in each tenth, the first at once and the others together, and the number of those left out', async () => {
    using timers = standTimers({ clock: true })
    const { call, pieces, stop } = await begin('/events?perSecond=20')
    timers.pass(100)
    for (let n = 0; n < 4; n++) await call('w')
    expect(inBatches(pieces())).toEqual([['w 1']])
    timers.pass(99)
    expect(pieces()).toEqual([])
    timers.pass(1)
    expect(inBatches(pieces())).toEqual([['w 2']])
    timers.pass(350)
    expect(inBatches(pieces())).toEqual([['lost 2']])
    timers.pass(100)
    await call('w')
    expect(inBatches(pieces())).toEqual([['w 5']])
    stop()
  })

  it('gets the next ones a tenth after the first of those before, in whole numbers', async () => {
    using timers = standTimers({ clock: true })
    const { call, told, stop } = await begin('/events?perSecond=39')
    timers.pass(1_000)
    for (const ms of [0, 50, 48, 1, 1, 0, 0, 0]) {
      timers.pass(ms)
      await call('w')
    }
    timers.pass(100)
    expect(told()).toEqual(['w 1', 'w 2', 'w 3', 'lost 1', 'w 5', 'w 6', 'w 7'])
    timers.pass(250)
    expect(told()).toEqual(['lost 1'])
    stop()
  })

  it('is told of worlds even so, and of nothing after the end', async () => {
    using timers = standTimers({ clock: true })
    const { core, call, told, stop } = await begin('/worlds/w/events?perSecond=10')
    for (const what of ['a', 'b', 'c']) core.worlds.announce('w', what)
    expect(told()).toEqual(['w changed'])
    timers.pass(100)
    expect(told()).toEqual(['w changed', 'w changed'])
    await call('w')
    stop()
    timers.pass(1_000)
    expect([told(), timers.waiting()]).toEqual([[], 0])
  })

  it('and does not keep up with a batch gets the next one small', async () => {
    using timers = standTimers({ clock: true })
    const { core, told, reader, stop } = await begin('/events?perSecond=1000')
    reader.keepsUp = false
    for (const what of ['a', 'b', 'c', 'd']) core.worlds.announce('w', what)
    expect(told()).toEqual(['w changed'])
    reader.keepsUp = true
    timers.pass(100)
    expect(told()).toEqual(['w changed'])
    timers.pass(300)
    expect(told()).toEqual(['lost 2'])
    stop()
  })
})
