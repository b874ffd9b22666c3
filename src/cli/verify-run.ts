import { randomBytes } from 'node:crypto'
import { scenarioCase } from '../contract/case-scenario.ts'
import type { Case } from '../contract/case.ts'
import type { AnyFace } from '../contract/face.ts'
import { cases } from '../contract/compiled/cases.js'
import { faces } from '../contract/compiled/faces.ts'
import { socketFaces, socketMembers } from '../contract/compiled/socket-faces.ts'
import { precedenceCases } from '../contract/compiled/precedence.js'
import { scenarios } from '../contract/compiled/scenarios.js'
import type { Edition } from '../contract/compiled/types.ts'
import type { Arranger } from '../verify/arranger.ts'
import type { RunEvent } from '../verify/events.ts'
import type { Send } from '../verify/exchange.ts'
import type { Source } from '../verify/finding.ts'
import { createMask, fixedTextsOf } from '../verify/mask.ts'
import { run, type RunOptions } from '../verify/run.ts'
import { isLoopback } from '../verify/safety.ts'
import type { Link } from '../verify/sockets/link.ts'
import type { Deviation, Target } from '../verify/target.ts'
import { createVeil } from '../verify/veil.ts'
import { linkLater } from './link-later.ts'
import { toEdition } from './shared-options.ts'

const operationsOf = (all: readonly AnyFace[]): ReadonlySet<string> => new Set(all.map(({ operation }) => operation))

const playedScenarios: readonly Case[] = scenarios.map((scenario) =>
  scenarioCase(scenario, operationsOf(socketFaces), operationsOf(faces.current)),
)

/** Every case there is: written and derived, in the order of the files, and the scenarios. */
export const allCases: readonly Case[] = [...cases, ...precedenceCases, ...playedScenarios]

/** A target that is ready to be verified. */
export interface Ready {
  readonly target: Target
  readonly arranger: Arranger
  /** What is meant where no option says otherwise. */
  readonly gate: Source
  readonly minCoverage: number
  readonly timeoutMs: number
  readonly close: () => Promise<void>
}

/** What the options of a run have asked for. */
export interface Asked {
  readonly wanted: RunOptions['wanted']
  readonly send: Send
  /** By default over what sends. */
  readonly link?: Link
  /** By default this process's. */
  readonly clock?: Pick<RunOptions, 'now' | 'sleep'>
  readonly deviations: readonly Deviation[]
  readonly allowMutating: readonly string[]
  readonly deadlineMs: number
  readonly retries: number
  readonly workers: number
  readonly keepBodies: boolean
  readonly signal: AbortSignal
  readonly order: (cases: readonly Case[]) => readonly Case[]
  readonly reproduce: (ready: Ready) => RunOptions['reproduce']
}

/** Verifies a target with this process's randomness. */
export function verifyReady(ready: Ready, asked: Asked): AsyncGenerator<RunEvent, void> {
  const { target } = ready
  const edition: Edition = toEdition(target.edition)
  const bodies = asked.keepBodies || isLoopback(target.url) ? 'all' : 'fixed'
  const mask = bodies === 'all' ? null : createMask({ fixed: fixedFor(target, edition), key: randomBytes(32) })
  return run({
    ...ready,
    ...asked,
    link: asked.link ?? linkLater(asked),
    faces: faces[edition],
    socketFaces,
    cases: asked.order(allCases),
    today: new Date().toISOString().slice(0, 10),
    veil: createVeil(target.secrets, mask),
    bodies,
    now: () => performance.now(),
    sleep: sleepUntil,
    ...asked.clock,
    reproduce: asked.reproduce(ready),
  })
}

/** What the contract fixes, and what the target file calls it. */
const fixedFor = ({ socket }: Target, edition: Edition): ReadonlySet<string> =>
  new Set([
    ...fixedTextsOf([...faces[edition], ...socketFaces]),
    ...socketMembers,
    ...Object.values(socket.members),
    ...Object.values(socket.events),
    socket.token,
  ])

/** Waits, but no longer than until the signal aborts. */
export function sleepUntil(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
