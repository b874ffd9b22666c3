import type { OperationId } from '../contract/compiled/types.ts'
import type { Announcement } from '../domain/announcement.ts'
import type { Call, Make, Operation } from '../domain/operation.ts'
import type { State, Write } from '../domain/state.ts'
import type { Scan } from '../domain/scan.ts'
import { Fault } from '../fault.ts'

/** Values for the varying parts of an answer, by name. */
export type Values = Readonly<Record<string, unknown>>

/** The outcome that applies, with its effects. */
export interface RuleResult {
  /** Index in the list of names passed in. */
  readonly index: number
  readonly values: Values | Scan<Values>
  readonly writes: readonly Write[]
  /** What others hear after the write. */
  readonly announces: readonly Announcement[]
  /** Whether each rule matched, in order of precedence: the log shows it. */
  readonly asked: readonly boolean[]
}

/** An operation's rules with the type of its facts hidden. */
export interface Decider {
  readonly names: readonly string[]
  /**
   * Decides between outcomes in this order of precedence; those in `successes` run the act. Throws a Fault for one without a rule;
   * if `isOwn`, such an outcome is never reached.
   */
  inOrder(names: readonly string[], successes: ReadonlySet<string>, isOwn?: boolean): ApplyRules
}

/** Finds the first outcome whose rule matches. `acts: false` writes nothing. Throws a Fault if no rule matches. */
export type ApplyRules = (state: State, call: Call, make: Make, acts: boolean) => RuleResult

/** Hides the type of an operation's facts, so that one table can hold all operations. */
export function toDecider<Id extends OperationId, Facts>(operation: Operation<Id, Facts>): Decider {
  const rules = new Map<string, (facts: Facts) => unknown>(Object.entries(operation.rules))
  const ruleOf = (name: string, isOwn: boolean): ((facts: Facts) => unknown) => {
    const rule = rules.get(name)
    if (!rule && isOwn) return () => false
    if (!rule) throw new Fault(`no rule is named like the outcome ${name}`, 'Add it to the operation in src/domain/.')
    return rule
  }
  return {
    names: [...rules.keys()],
    inOrder(names, successes, isOwn = false) {
      const steps = names.map((name) => ({ rule: ruleOf(name, isOwn), succeeds: successes.has(name) }))
      const shared = sharesRepeated()
      return (state, call, make, acts) => {
        const facts = operation.facts(state, call)
        const held = steps.map(({ rule }) => rule(facts))
        const asked = shared(held.map((each) => each !== false))
        const index = asked.indexOf(true)
        if (!steps[index]?.succeeds) {
          if (index < 0) throw undecided(names)
          const values = held[index]
          return { index, values: isValues(values) ? values : NO_VALUES, writes: NO_WRITES, announces: NOTHING, asked }
        }
        const { writes, values, announces = NOTHING } = operation.act(facts, make)
        if (!acts) return { index, values: values ?? NO_VALUES, writes: NO_WRITES, announces: NOTHING, asked }
        return { index, values: values ?? NO_VALUES, writes, announces, asked }
      }
    },
  }
}

/** Gives one list for equal ones in a row with the same first match: journals keep them, and most calls are like the one before. */
function sharesRepeated(): (asked: readonly boolean[]) => readonly boolean[] {
  const latest = new Map<number, readonly boolean[]>()
  return (asked) => {
    const index = asked.indexOf(true)
    const before = latest.get(index)
    if (before !== undefined && before.every((each, place) => each === asked[place])) return before
    latest.set(index, asked)
    return asked
  }
}

const undecided = (names: readonly string[]): Fault =>
  new Fault(`no outcome of ${names.join(', ')} applies`, 'Make the rules total: one of them must match any facts.')

const NO_VALUES: Values = {}
const NO_WRITES: readonly Write[] = []
const NOTHING: readonly Announcement[] = []

const isValues = (held: unknown): held is Values => typeof held === 'object' && held !== null
