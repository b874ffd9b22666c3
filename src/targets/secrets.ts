import { looksSecret, holdsToken } from './token-shape.ts'
import { hasControls, membersOf, needed, textOf, wrong, type YamlValue } from './yaml-value.ts'

/** The value of an environment variable, or why it has none. */
export type Secret = { readonly value: string; readonly text: string } | { readonly missing: string }

/** The variables to read from. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads `{ env: NAME, prefix: 'Bearer ' }`, or in data a plain string. Throws a Fault for anything else, such as a secret in a file.
 */
export function secretAt(at: YamlValue, env: Environment): Secret {
  if (typeof at.value === 'string' && !at.origin.isShared) return literalAt(at)
  if (typeof at.value !== 'object' || at.value === null)
    throw wrong(
      at,
      `${at.parts.at(-1) ?? 'it'} contains a literal value`,
      'Name an environment variable instead: { env: NAME }.',
    )
  const members = membersOf(at, 'entry', ['env', 'prefix'])
  const name = variableAt(needed(at, members, 'env'))
  const prefix = members.get('prefix')
  const text = prefix === undefined ? '' : textOf(prefix)
  const value = env[name] ?? ''
  if (value === '') return { missing: `the variable ${name} is ${env[name] === undefined ? 'not set' : 'empty'}` }
  if (!isHeaderText(value))
    throw wrong(
      at,
      `the variable ${name} contains a line break, or a character that is invalid in headers`,
      'Set it again without; often it is the line break at the end of a file.',
    )
  return { value, text: `${text}${value}` }
}

/** A leading scheme, such as `Bearer `, is not part of the secret. */
function literalAt(at: YamlValue): Secret {
  const text = textOf(at)
  if (!isHeaderText(text))
    throw wrong(at, 'it contains a character that is invalid in headers', 'Use only Latin 1 characters.')
  return { value: text.replace(/^[A-Za-z]+ +(?=\S)/, ''), text }
}

const isHeaderText = (text: string): boolean => !hasControls(text) && /^[\x20-\x7e\xa0-\xff]+$/.test(text)

function variableAt(at: YamlValue): string {
  const name = textOf(at)
  if (/^[A-Za-z_]\w*$/.test(name)) return name
  throw wrong(at, 'env is not the name of a variable', 'Use only letters, digits and _: RC_AGENT_TOKEN.')
}

// Ids of rooms and calls look as random as secrets.
const IDS = /^situations\/\d+\/values\//

/** Throws a Fault for anything in a file that looks like a secret, without quoting it; data may contain secrets. */
export function refuseSecrets(at: YamlValue): void {
  if (!at.origin.isShared) return
  const isId = IDS.test(at.parts.join('/'))
  const isSecret = (text: string): boolean => (isId ? holdsToken(text) : looksSecret(text))
  if (typeof at.value === 'string' && isSecret(at.value)) throw isASecret(at)
  if (typeof at.value !== 'object' || at.value === null) return
  for (const [key, value] of Object.entries(at.value)) {
    if (looksSecret(key)) throw isASecret(at)
    refuseSecrets({ origin: at.origin, parts: [...at.parts, key], value })
  }
}

const isASecret = (at: YamlValue): Error =>
  wrong(
    at,
    'this looks like a secret',
    'Keep secrets out of files: put it into an environment variable, and name that: { env: NAME }.',
  )
