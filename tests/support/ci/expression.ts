import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

/** What expressions see: contexts, such as `inputs`, of texts. */
export type Contexts = { readonly [name: string]: string | Contexts }

/** Replaces each `${{ … }}` of a text by its value, as GitHub's own evaluator of expressions gives it. */
export const interpolated = (text: string, contexts: Contexts): string =>
  text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => evaluated(expression, contexts).coerceString())

/** Whether the condition of a step holds after steps that have all succeeded, or not. */
export function isMet(condition: string | undefined, contexts: Contexts, hasFailed: boolean): boolean {
  const asked = condition ?? 'success()'
  // Without a function that asks for the state, a step is run only if none has failed.
  const whole = /\b(?:success|failure|always|cancelled)\(/.test(asked) ? asked : `success() && (${asked})`
  const value = evaluated(whole, contexts, hasFailed).coerceString()
  return value !== 'false' && value !== ''
}

function evaluated(expression: string, contexts: Contexts, hasFailed = false): data.ExpressionData {
  const states = { success: !hasFailed, failure: hasFailed, always: true, cancelled: false }
  const functions = Object.entries(states).map(([name, state]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(state),
  }))
  const parsed = new Parser(new Lexer(expression.trim()).lex().tokens, Object.keys(contexts), functions).parse()
  return new Evaluator(parsed, toData(contexts), new Map(functions.map((each) => [each.name, each]))).evaluate()
}

const toData = (contexts: Contexts): data.Dictionary =>
  new data.Dictionary(
    ...Object.entries(contexts).map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? new data.StringData(value) : toData(value),
    })),
  )
