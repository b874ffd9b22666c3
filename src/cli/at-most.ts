import { Fault } from '../fault.ts'
import type { Input } from './command.ts'

/** Throws a Fault if there are more operands than allowed. */
export function atMost(input: Input, count: number, what: string): void {
  const [extra] = input.operands.slice(count)
  if (extra !== undefined) throw new Fault(`unexpected argument ${extra}`, what)
}
