import { parseSync, Visitor, type ESTree } from 'vite'
import { textOf } from './sources.ts'

/** A function and its number of lines. */
export interface MeasuredFunction {
  /** `file:line` */
  readonly at: string
  readonly lines: number
}

/** Every function of a file, including nested ones. */
export function functionsOf(file: string): readonly MeasuredFunction[] {
  const text = textOf(file)
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length
  const found: MeasuredFunction[] = []
  const measure = ({ start, end }: ESTree.Span): void => {
    const line = lineOf(start)
    found.push({ at: `${file}:${line}`, lines: lineOf(end) - line + 1 })
  }
  const visitor = new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  })
  visitor.visit(parseSync(file, text).program)
  return found
}
