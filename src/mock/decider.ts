import type { OperationId } from '../contract/compiled/types.ts'
import type { Announcement } from '../domain/announcement.ts'
import type { Call, Make, Operation } from '../domain/operation.ts'
import type { State, Write } from '../domain/state.ts'
import { Fault } from '../fault.ts'

/** The values of an answer's varying parts, by name. */
export type Values = Readonly<Record<string, unknown>>

/** Which outcome applies, and what comes of it. */
export interface RuleResult {
  /** Its place in the list of names that was asked about. */
  readonly index: number
  readonly values: Values
  readonly writes: readonly Write[]
  /** What others hear of it, once it is written. */
  readonly announces: readonly Announcement[]
}

/** An operation's decision, its facts closed in. */
export interface Decider {
  /** The names of its rules. */
  readonly names: readonly string[]
  /** A decision for outcomes in this order; the last `successes` of them run the act. */
  inOrder(names: readonly string[], successes: ReadonlySet<string>): ApplyRules
}

/** The first outcome whose rule holds. `acts: false` decides, but writes nothing. Throws a Fault where no rule holds. */
export type ApplyRules = (state: State, call: Call, make: Make, acts: boolean) => RuleResult

/** Closes the facts of an operation in, so that operations of any facts stand in one table. */
export function toDecider<Id extends OperationId, Facts>(operation: Operation<Id, Facts>): Decider {
  const rules = new Map<string, (facts: Facts) => unknown>(Object.entries(operation.rules))
  const ruleOf = (name: string): ((facts: Facts) => unknown) => {
    const rule = rules.get(name)
    if (!rule)
      throw new Fault(`no rule bears the name of the outcome ${name}`, 'Add it to the operation in src/domain/.')
    return rule
  }
  return {
    names: [...rules.keys()],
    inOrder(names, successes) {
      const steps = names.map((name) => ({ rule: ruleOf(name), succeeds: successes.has(name) }))
      return (state, call, make, acts) => {
        const facts = operation.facts(state, call)
        let index = -1
        for (const { rule, succeeds } of steps) {
          index++
          const held = rule(facts)
          if (held === false) continue
          if (!succeeds)
            return { index, values: isValues(held) ? held : NO_VALUES, writes: NO_WRITES, announces: NOTHING }
          const { writes, values, announces = NOTHING } = operation.act(facts, make)
          if (!acts) return { index, values: values ?? NO_VALUES, writes: NO_WRITES, announces: NOTHING }
          return { index, values: values ?? NO_VALUES, writes, announces }
        }
        throw new Fault(
          `no outcome of ${names.join(', ')} applies`,
          'The rules must be total: one of them holds for any facts.',
        )
      }
    },
  }
}

const NO_VALUES: Values = {}
const NO_WRITES: readonly Write[] = []
const NOTHING: readonly Announcement[] = []

const isValues = (held: unknown): held is Values => typeof held === 'object' && held !== null
