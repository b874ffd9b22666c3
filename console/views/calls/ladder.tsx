import type { VNode } from 'preact'
import type { AskedRule, DecisionInfo } from '../../../src/contract/compiled/types.ts'
import { Chip } from '../../parts/chip.tsx'
import { sourceText } from '../../text/sources.ts'
import { counted } from '../../text/times.ts'

/** The rules in order of precedence, as they were asked: the first that matched decided. */
export function Ladder({ decision }: { readonly decision: DecisionInfo }): VNode {
  const { rules, by } = decision
  return (
    <section class="decision">
      <h3>Decision</h3>
      <p class="sum">{summary(decision)}</p>
      {rules.length === 0 ? null : (
        <ol class={`ladder by-${by}`}>
          {rules.map((rule) => (
            <Rung key={rule.outcome} rule={rule} role={roleOf(rule, decision)} />
          ))}
        </ol>
      )}
      {decision.at === null ? null : (
        <p class="meta">
          {decision.summary} · <code>{decision.at}</code>
        </p>
      )}
    </section>
  )
}

type Role = 'decided' | 'next' | 'held' | 'passed' | 'later' | 'unasked'

function roleOf({ outcome, held }: AskedRule, { decided, next, rules }: DecisionInfo): Role {
  if (outcome === decided) return 'decided'
  if (held === null) return 'unasked'
  if (held) return outcome === next ? 'next' : 'held'
  const order = rules.map((rule) => rule.outcome)
  return order.indexOf(outcome) < order.indexOf(decided ?? '') ? 'passed' : 'later'
}

const TAGS: Readonly<Record<Role, string>> = {
  decided: 'decided',
  next: 'would have come next',
  held: 'matches, too',
  passed: 'no',
  later: '',
  unasked: '',
}

function Rung({ rule, role }: { readonly rule: AskedRule; readonly role: Role }): VNode {
  const { outcome, status, cause, sources, at } = rule
  return (
    <li class={`rung is-${role}`}>
      <details open={role === 'decided'}>
        <summary>
          <Chip status={status} />
          <span class="name">{outcome}</span>
          {TAGS[role] === '' ? null : <span class="tag">{TAGS[role]}</span>}
        </summary>
        <p class="when">when {cause}</p>
        <p class="from">
          {sources.map((source) => (
            <span key={source} title={source}>
              {sourceText(source)}
            </span>
          ))}
          <code>{at}</code>
        </p>
      </details>
    </li>
  )
}

function summary({ by, rules, decided, next }: DecisionInfo): string {
  if (by === 'arm') return 'The answer was armed: no rule was asked.'
  if (by === 'prefer') return 'The request asked for this answer with its header Prefer: no rule was asked.'
  if (by === 'none') return 'No operation of the contract was called, so no rule was asked.'
  const before = rules.findIndex(({ outcome }) => outcome === decided)
  const first = before === 0 ? 'The first rule matched' : `${counted(before, 'rule')} before it did not match`
  return next === null ? `${first}.` : `${first}. Without it, the answer would have been ${next}.`
}
