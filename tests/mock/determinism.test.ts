import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
import { createMock } from '../../src/in-process.ts'
import { startServer } from '../../src/server.ts'
import { setClock } from '../../src/world/clock.ts'
import {
  handledBy,
  hashOf,
  inWorld,
  PINNED_NUMBERS,
  PINNED_SOME,
  played,
  playedAlone,
  playOf,
  together,
  transcriptOf,
  type Naming,
  type Play,
  type Send,
  type Transcript,
} from '../support/transcript.ts'
import { overPort, transports } from '../support/transports.ts'

/**
 * What the plays come to, on every machine: those of `npm test`, and all of them. Where an answer is meant to have changed, these
 * lines change with it; what is answered is held elsewhere.
 */
const PINNED = { some: PINNED_SOME, all: 'ba964572e61f26929536cfb368e49b63cedbba3b1a2affd380a0678432fde737' }

const run = promisify(execFile)
/** Plays that together reach every outcome named below. */
const numbers = PINNED_NUMBERS
const allNumbers = Array.from({ length: 20 }, (_, number) => number)
const whole: readonly Transcript[] = await Promise.all(numbers.map(playedAlone))
const hashes = whole.map(hashOf)
/** The beginnings of the same plays, long enough to tell one way of playing from another. */
const BEGINNING = 60
const plays: readonly Play[] = numbers.map((number) => playOf(number, BEGINNING))
const alone: readonly Transcript[] = whole.map((entries) => entries.slice(0, BEGINNING))

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('there is no such play')
  return value
}

/** Starts a server that has the worlds of some plays. */
async function serverWith(some: readonly Play[]) {
  const server = await startServer()
  for (const { world } of some) await server.world(world)
  return { server, send: (request: WireRequest) => overPort(server.url, request) }
}

describe('the plays that all of this rests on', () => {
  const text = whole.flat().join('\n')

  it('reach every outcome, by the rules and by force', () => {
    const told = (
      'joined listed joined-as-host joined-as-user joined-as-guest no-access room-closed room-locked room-full room-inactive ' +
      'room-not-found rate-limited unauthorized not-logged-in not-allowed missing-permission missing-room-id invalid-room ' +
      'invalid-query invalid-sort invalid-date invalid-date-range invalid-custom-fields missing-call-id invalid-body ' +
      'unknown-call malformed-body body-too-large guest-name-missing guest-name-too-short guest-name-too-long'
    ).split(' ')
    for (const outcome of [...told, 'joined; forced', 'room-full; forced'])
      expect(text).toContain(`\ngreenroom-outcome: ${outcome}\n`)
  })

  it('differ from number to number, and are the same for the same number', () => {
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(numbers.map((number) => playOf(number, BEGINNING))).toEqual(plays)
  })

  it('would show a single changed byte', async () => {
    const { world, requests } = must(plays[0])
    const mock = createMock()
    await mock.world({ ...world, salt: 'another' })
    expect(await played({ world, requests }, handledBy(mock.handle))).not.toEqual(alone[0])
  })
})

describe('the same seed, salt, clock and calls give the same bytes', () => {
  it('in any process: the hash of the plays is the one that is written here', () => {
    expect(together(hashes)).toBe(PINNED.some)
  })

  it('in any process: the hash of more plays, too', { tags: ['full'] }, async () => {
    const all = await Promise.all(allNumbers.map(playedAlone))
    expect(together(all.map(hashOf))).toBe(PINNED.all)
  })

  it('whether or not a server was started anew in between', async () => {
    for (let start = 0; start < 2; start++) {
      const { server, send } = await serverWith([must(plays[0])])
      await using _ = server
      expect(await played(must(plays[0]), send)).toEqual(alone[0])
    }
  })

  it('after a world is begun again, or made again under its name', async () => {
    const { server, send } = await serverWith([must(plays[2])])
    await using _ = server
    const play = must(plays[2])
    expect(await played(play, send)).toEqual(alone[2])
    await (await server.attach(play.world.name)).reset()
    expect(await played(play, send)).toEqual(alone[2])
    await server.world(play.world)
    expect(await played(play, send)).toEqual(alone[2])
  })

  for (const [zone, locale, tags] of [
    ['Asia/Kathmandu', 'tr_TR.UTF-8', []],
    ['UTC', 'C', ['full']],
    ['America/St_Johns', 'de_DE.UTF-8', ['full']],
  ] as const)
    it(`in a process of the time zone ${zone} and the locale ${locale}`, { tags: [...tags] }, async () => {
      const env = { ...process.env, TZ: zone, LANG: locale, LC_ALL: locale }
      const script = ['tests/support/print-transcript.ts', ...numbers.map(String)]
      const { stdout } = await run(process.execPath, script, { env })
      expect(stdout.trim().split('\n')).toEqual(hashes)
    })

  it.each<Naming>(['header', 'prefix', 'host'])('where worlds are named by %s', async (naming) => {
    const { server, send } = await serverWith([must(plays[4])])
    await using _ = server
    expect(await played(must(plays[4]), send, naming)).toEqual(alone[4])
  })

  it("whatever the machine's clock says: worlds other than the default one stand at the instant of their seed", async () => {
    const mock = createMock({ clock: setClock(Date.parse('1999-12-31T23:59:59.999Z')) })
    await mock.world(must(plays[3]).world)
    expect(await played(must(plays[3]), handledBy(mock.handle))).toEqual(alone[3])
  })
})

describe.each(transports)('over $name', (transport) => {
  // No contract has a path for these, so MSW leaves them to the handlers that come after.
  const isLeft = (entry: string): boolean => /^.*\n404\n/.test(entry) && !entry.includes('\ngreenroom-outcome: ')

  it('a world made by its first call answers as one made on purpose', async () => {
    for (const at of [0, 3]) {
      const { world, requests } = must(plays[at])
      await using opened = await transport.open({
        seed: world.seed === 'documented' ? 'documented' : 'busy:50',
        rateLimit: world.rateLimit ?? true,
      })
      const expected = must(alone[at])
      const known = requests.filter((_, index) => !isLeft(must(expected[index])))
      const answers = await transcriptOf(known, (request) => opened.send(inWorld(request, world.name)))
      expect(answers).toEqual(expected.filter((entry) => !isLeft(entry)))
    }
  })
})

describe('whatever other worlds do meanwhile', () => {
  /** Sends others' requests to other worlds before each request of a play. */
  const disturbed = (send: Send, others: readonly Play[]): Send => {
    let turn = 0
    return async (request) => {
      for (const { world, requests } of others) await send(inWorld(must(requests[turn % requests.length]), world.name))
      turn++
      return send(request)
    }
  }

  it('a world answers the same while others are called between its calls', async () => {
    const others = [1, 2].map((at) => must(plays[at]))
    const { server, send } = await serverWith([must(plays[4]), ...others])
    await using _ = server
    expect(await played(must(plays[4]), disturbed(send, others))).toEqual(alone[4])
  })

  it('all worlds answer the same over a real port while all are called at once', async () => {
    const { server, send } = await serverWith(plays)
    await using _ = server
    expect(await Promise.all(plays.map((play) => played(play, send)))).toEqual(alone)
  })

  it('a world answers the same while others are made, begun again, stopped in time, armed and dropped', async () => {
    const play = must(plays[5])
    const { server, send } = await serverWith([play])
    await using _ = server
    const commotion = async (n: number): Promise<void> => {
      await using other = await server.world({ name: `other-${n}`, seed: 'busy:50' })
      await other.arm(null, { status: 503 })
      await other.clock.advance('3d')
      await other.limiter.off()
      await other.situation({ 'meeting-room': ['locked'] })
      await send(inWorld(must(play.requests[n]), other.name))
      await other.reset()
    }
    let n = 0
    const answers = await played(play, async (request) => {
      const [answer] = await Promise.all([send(request), commotion(n++ % 50)])
      return answer
    })
    expect(answers).toEqual(alone[5])
  })
})
