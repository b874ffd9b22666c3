import type { Case } from '../contract/model/case.ts'
import { bareArrangement, type Arrangement } from '../verify/model/arrangement.ts'
import type { Arranger } from '../verify/model/arranger.ts'
import type { Target } from '../verify/model/target.ts'
import { madeUpValues } from '../verify/arrange/made-up.ts'
import type { Random } from '../verify/arrange/own-identities.ts'
import { baseUrlOf } from '../verify/plan/base-url.ts'
import { situationNeeded } from '../verify/plan/needs.ts'
import { callsOf } from '../verify/plan/plan.ts'
import { missingRole } from '../verify/plan/roles.ts'
import type { FaceOf } from '../verify/plan/safety.ts'
import { isOfNobody, subjectsOf } from '../verify/plan/subjects.ts'
import { refusalIn, type AskApi } from './ask-api.ts'
import { castOf, type RunCast } from './cast.ts'
import { startConference } from './conference.ts'
import { BEYOND_API, makeLivechatRoom, type MadeRoom } from './livechat-room.ts'
import { ownPrefix } from './own-name.ts'
import { createUndoing, type Undoing } from './undoing.ts'

/** A Rocket.Chat, and the means to call it as its administrator. */
export interface RocketChatArrangerParts {
  readonly target: Target
  readonly faceOf: FaceOf
  readonly ask: AskApi
  readonly sleep: (ms: number) => Promise<void>
  readonly random: Random
  /** Names the run: eight hexadecimal digits. */
  readonly run: string
}

/** An arranger that has made people for a run. */
export interface ClosingArranger extends Arranger {
  /** Removes them. Throws a Fault with what remains. */
  readonly close: () => Promise<void>
}

/**
 * Makes what each case needs through the server's own API, and removes it afterwards. Its people are made with the first case. The
 * names of all that it makes begin with `greenroom-<run>-`, and it changes nothing else.
 */
export function createRocketChatArranger(parts: RocketChatArrangerParts): ClosingArranger {
  const { target, faceOf, ask, sleep, random, run } = parts
  const people = createUndoing()
  let cast: Promise<RunCast> | undefined
  let made = 0
  const arranged = async (testCase: Case, undoing: Undoing): ReturnType<Arranger['arrange']> => {
    cast ??= castOf(ask, run, `${hexOf(random(16))}aA1!`, people)
    const members = await cast
    const identities = { ...target.identities, ...headersOf(members) }
    const missing = missingRole(testCase, { identities, missing: target.missing })
    if (missing) return missing
    const subjects = Object.entries(situationNeeded(testCase, faceOf))
    const values = {
      ...madeUpValues(Object.fromEntries(subjectsOf(testCase.given).filter((each) => isOfNobody(...each))), random),
    }
    let room: MadeRoom | undefined
    for (const [subject, facts] of subjects.filter((each) => !isOfNobody(...each))) {
      const name = `${ownPrefix(run)}${++made}`
      if (subject === 'call') values['callId'] = await startConference(ask, facts, name, undoing)
      else room = await makeLivechatRoom(ask, facts, members, name, undoing)
    }
    if (room) values['roomId'] = room.roomId
    const set: Arrangement['set'] = room ? async (given) => room.add(given[ROOM] ?? []) : null
    const baseUrl = baseUrlOf(testCase.operation, target, faceOf)
    return { ...bareArrangement({ baseUrl, identities }), values, set, pass: sleep, cleanUp: undoing.undo }
  }
  return {
    name: 'rocket-chat',
    isolated: false,
    lacks: (testCase) => lackOf(testCase, faceOf),
    async arrange(testCase) {
      const reason = lackOf(testCase, faceOf)
      if (reason !== null) return { kind: 'situation', reason }
      const undoing = createUndoing()
      try {
        return await arranged(testCase, undoing)
      } catch (error) {
        await undoing.undo()
        const refusal = refusalIn(error)
        if (refusal) return refusal
        throw error
      }
    },
    async close() {
      // A cast that was not made whole has left what it had made until then.
      await cast?.catch(() => null)
      await people.undo()
    },
  }
}

const headersOf = ({ agent, manager, ordinary }: RunCast): Record<string, Readonly<Record<string, string>>> => ({
  agent: agent.headers,
  manager: manager.headers,
  'no-permission': ordinary.headers,
})

const ROOM = 'livechat-room'

function lackOf(testCase: Case, faceOf: FaceOf): string | null {
  const needed = Object.entries(situationNeeded(testCase, faceOf))
  const foreign = needed.find(([subject]) => subject !== ROOM && subject !== 'call')
  if (foreign) return `Rocket.Chat has no ${foreign[0]}`
  const changed = callsOf(testCase).flatMap(({ set }) => Object.entries(set ?? {}))
  const fixed = changed.find(([subject]) => subject !== ROOM)
  if (fixed) return `no route of the API changes a ${fixed[0]}`
  for (const [, facts] of [...needed, ...changed]) {
    const beyond = facts.find((fact) => Object.hasOwn(BEYOND_API, fact))
    if (beyond !== undefined) return BEYOND_API[beyond] ?? ''
  }
  return null
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
