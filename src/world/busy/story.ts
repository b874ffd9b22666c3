import type { Population, SeedPerson } from './population.ts'
import { STRANGER } from './population.ts'
import type { Dice } from './dice.ts'

/** The state of a conversation. */
export type Phase = 'queued' | 'served' | 'on-hold' | 'closed'

/** The events of a conversation. Times are in milliseconds since 1970, with `began` ≤ `answered` ≤ `last` ≤ `ended`. */
export interface Story {
  readonly phase: Phase
  /** The agent who serves or served the visitor; null if none has yet. */
  readonly agent: SeedPerson | null
  readonly began: number
  /** When the agent joined. */
  readonly served: number
  /** Whether the room shows that time: a closed or transferred one doesn't. */
  readonly saysServed: boolean
  /** Time of the first answer to the visitor; an automatic one in a queued room. */
  readonly answered: number
  /** Time of the last message. */
  readonly last: number
  /** When the room was closed, if it was. */
  readonly ended: number
  /** Whether the last message is the visitor's. */
  readonly visitorSpoke: boolean
  /** Number of answers. */
  readonly answers: number
  /** Total time that the visitor waited for them. */
  readonly waited: number
  readonly messages: number
}

/** The phase of the room at a place, given the one that was drawn. */
export type PhaseAt = (drawn: Phase, place: number) => Phase

/** Generates the story of the room at a place. */
export function storyOf(dice: Dice, place: number, population: Population, phaseAt: PhaseAt = (drawn) => drawn): Story {
  // The jitter is less than a step, so no room is older than the next.
  const age = (place + 1) * STEP + dice.below(STEP)
  const phase = phaseAt(phaseOf(dice.below(100)), place)
  const began = population.instant - age
  return phase === 'queued' ? waiting(dice, began, age) : talking(dice, { phase, began, age, population })
}

const STEP = 60_000
/** Longest duration of a conversation. */
const LONGEST = 2 * 3_600_000
/** Longest time between the last message and the last write. */
const AFTERMATH = 5_000

const phaseOf = (percent: number): Phase =>
  percent < 40 ? 'served' : percent < 55 ? 'queued' : percent < 60 ? 'on-hold' : 'closed'

function waiting(dice: Dice, began: number, age: number): Story {
  const answered = began + 50 + dice.below(200)
  const last = answered + 100 + dice.below(Math.min(age - AFTERMATH, 2 * STEP) - 400)
  return {
    phase: 'queued',
    agent: null,
    began,
    served: began,
    saysServed: true,
    answered,
    last,
    ended: last,
    visitorSpoke: true,
    answers: 1,
    waited: answered - began,
    messages: 1 + dice.below(3),
  }
}

interface Talk {
  readonly phase: Exclude<Phase, 'queued'>
  readonly began: number
  readonly age: number
  readonly population: Population
}

function talking(dice: Dice, { phase, began, age, population }: Talk): Story {
  const agent = dice.below(10) === 0 ? population.agent : dice.one(population.others, STRANGER)
  const last = began + 3_000 + dice.below(Math.min(age - AFTERMATH, LONGEST) - 3_000)
  const served = began + 500 + dice.below((last - began) / 3)
  const saysServed = phase !== 'closed' && dice.below(4) > 0
  const visitorSpoke = phase === 'closed' ? dice.below(100) < 15 : phase === 'served' && dice.below(100) < 40
  const answers = 1 + dice.below(6)
  // An agent's only message, if it is the last one in an open room, is the answer.
  const isOnly = answers === 1 && !visitorSpoke && phase !== 'closed'
  const answered = isOnly ? last : served + 100 + dice.below(last - served - 100)
  const waited = answered - began + (answers === 1 ? 0 : dice.below(last - answered))
  const ended = last + 20 + dice.below(60)
  const messages = answers + 1 + dice.below(6)
  return { phase, agent, began, served, saysServed, answered, last, ended, visitorSpoke, answers, waited, messages }
}
