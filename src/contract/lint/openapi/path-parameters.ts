import { rootOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import { member, members, operationsOf, type Part } from '../../read/openapi.ts'
import { reporter, type LintFinding, type ReportFinding } from '../finding.ts'

/** Every `{name}` of a path is a parameter of its operations, and the reverse; no operation has a parameter twice. */
export function checkPathParameters(document: Document): LintFinding[] {
  const report = reporter(document, 'path-parameters')
  const paths = member(rootOf(document), 'paths')
  return members(paths).flatMap(([path, item]) => {
    const names = templateNames(path)
    const shared = parametersOf(item)
    const operations = operationsOf({ path: [], value: { paths: { [path]: item.value } } })
    return [
      ...repeated(names).map((name) =>
        report(item.path, { message: `the path has {${name}} twice`, fix: 'Give one of them another name.' }),
      ),
      ...superfluous(shared, names, path, report),
      ...twice(shared, report),
      ...operations.flatMap(({ operation }) => {
        const own = parametersOf(operation)
        return [
          ...superfluous(own, names, path, report),
          ...twice(own, report),
          ...undeclared(operation, names, [...shared, ...own], report),
        ]
      }),
    ]
  })
}

/** The names in braces of a path template. */
export const templateNames = (path: string): string[] =>
  [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)

const repeated = (names: readonly string[]): string[] => names.filter((name, index) => names.indexOf(name) < index)

const parametersOf = (part: Part): Part[] => members(member(part, 'parameters')).map(([, parameter]) => parameter)

const isIn = ({ value }: Part, place: string): boolean => value['in'] === place && typeof value['name'] === 'string'

const superfluous = (
  parameters: readonly Part[],
  names: readonly string[],
  path: string,
  report: ReportFinding,
): LintFinding[] =>
  parameters
    .filter((each) => isIn(each, 'path') && !names.includes(String(each.value['name'])))
    .map((each) =>
      report([...each.path, 'name'], {
        message: `the path ${path} has no {${String(each.value['name'])}}`,
        fix: 'Add it to the path, correct the name, or remove the parameter.',
      }),
    )

const twice = (parameters: readonly Part[], report: ReportFinding): LintFinding[] => {
  const keys = parameters.map(({ value }) => JSON.stringify([value['in'], value['name']]))
  return parameters
    .filter(({ value }, index) => typeof value['name'] === 'string' && keys.indexOf(keys[index] ?? '') < index)
    .map(({ path, value }) =>
      report([...path, 'name'], {
        message: `the parameter ${String(value['name'])} in ${String(value['in'])} is listed twice`,
        fix: 'Remove one of them.',
      }),
    )
}

function undeclared(
  operation: Part,
  names: readonly string[],
  parameters: readonly Part[],
  report: ReportFinding,
): LintFinding[] {
  // A broken `$ref` may be the missing one.
  if (parameters.some(({ value }) => '$ref' in value)) return []
  const declared = new Set(parameters.filter((each) => isIn(each, 'path')).map(({ value }) => value['name']))
  return [...new Set(names)]
    .filter((name) => !declared.has(name))
    .map((name) =>
      report(operation.path, {
        message: `the operation does not declare the {${name}} of its path`,
        fix: `Add { name: ${name}, in: path, required: true, schema: … } to its parameters.`,
      }),
    )
}
