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
      const nothingAsked = toBranch([])
      return (state, call, make, acts) => {
        const facts = operation.facts(state, call)
        let branch = nothingAsked
        let index = -1
        let found: unknown = false
        for (let place = 0; place < steps.length; place++) {
          const held = steps[place]?.rule(facts)
          branch = branchAfter(branch, held !== false)
          if (held === false || index >= 0) continue
          index = place
          found = held
        }
        const { asked } = branch
        if (index < 0) throw undecided(names)
        if (!steps[index]?.succeeds)
          return { index, values: isValues(found) ? found : NO_VALUES, writes: NO_WRITES, announces: NOTHING, asked }
        const { writes, values, announces = NOTHING } = operation.act(facts, make)
        if (!acts) return { index, values: values ?? NO_VALUES, writes: NO_WRITES, announces: NOTHING, asked }
        return { index, values: values ?? NO_VALUES, writes, announces, asked }
      }
    },
  }
}

/**
 * What rules have said so far, and what the next one may say. A path is made once: journals keep its list with each call, and most
 * calls are like one before.
 */
interface Branch {
  readonly asked: readonly boolean[]
  yes: Branch | null
  no: Branch | null
}

const branchAfter = (branch: Branch, matched: boolean): Branch =>
  matched ? (branch.yes ??= toBranch([...branch.asked, true])) : (branch.no ??= toBranch([...branch.asked, false]))

const toBranch = (asked: readonly boolean[]): Branch => ({ asked, yes: null, no: null })

const undecided = (names: readonly string[]): Fault =>
  new Fault(`no outcome of ${names.join(', ')} applies`, 'Make the rules total: one of them must match any facts.')

const NO_VALUES: Values = {}
const NO_WRITES: readonly Write[] = []
const NOTHING: readonly Announcement[] = []

const isValues = (held: unknown): held is Values => typeof held === 'object' && held !== null
