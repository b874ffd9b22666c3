import type { Population, SeedPerson } from './population.ts'
import { STRANGER } from './population.ts'
import type { Dice } from './dice.ts'

/** Where a conversation stands. */
export type Phase = 'queued' | 'served' | 'on-hold' | 'closed'

/** What has happened in a conversation, and when, in milliseconds since 1970: `began` ≤ `answered` ≤ `last` ≤ `ended`. */
export interface Story {
  readonly phase: Phase
  /** Who serves or served the visitor; null: nobody yet. */
  readonly agent: SeedPerson | null
  readonly began: number
  /** When the agent came. */
  readonly served: number
  /** Whether the room says when: one that was closed, or passed on to another agent, does not. */
  readonly saysServed: boolean
  /** When the visitor first got an answer; of a queued room, an automatic one. */
  readonly answered: number
  /** When the last message came. */
  readonly last: number
  /** When the room was closed, if it was. */
  readonly ended: number
  /** Whether the last message is the visitor's. */
  readonly visitorSpoke: boolean
  /** How many answers there were. */
  readonly answers: number
  /** How long the visitor waited for all of them together. */
  readonly waited: number
  readonly messages: number
}

/** Invents what has happened in the room of a place. */
export function storyOf(dice: Dice, place: number, population: Population): Story {
  // The jitter is less than a step, so no room is older than the next.
  const age = (place + 1) * STEP + dice.below(STEP)
  const phase = phaseOf(dice.below(100))
  const began = population.instant - age
  return phase === 'queued' ? waiting(dice, began, age) : talking(dice, { phase, began, age, population })
}

const STEP = 60_000
/** Everything in a room happens within this. */
const LONGEST = 2 * 3_600_000
/** What is written after the last message is written within this. */
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
  // What an agent said last in an open room, and only once, is the answer.
  const isOnly = answers === 1 && !visitorSpoke && phase !== 'closed'
  const answered = isOnly ? last : served + 100 + dice.below(last - served - 100)
  const waited = answered - began + (answers === 1 ? 0 : dice.below(last - answered))
  const ended = last + 20 + dice.below(60)
  const messages = answers + 1 + dice.below(6)
  return { phase, agent, began, served, saysServed, answered, last, ended, visitorSpoke, answers, waited, messages }
}
