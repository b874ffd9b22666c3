import { itemsOf, textOf, wrong, type YamlValue } from './yaml-value.ts'

/** A JSON Pointer; '' is the whole value. Throws a Fault for anything else. */
export function asPointer(at: YamlValue): string {
  if (at.value === '') return ''
  return pointerOf(textOf(at), at)
}

/** A JSON Pointer, or a list of them. */
export const asPointers = (at: YamlValue): readonly string[] =>
  Array.isArray(at.value) ? itemsOf(at).map(asPointer) : [asPointer(at)]

/** Throws a Fault for anything but a JSON Pointer. */
export function pointerOf(pointer: string, at: YamlValue): string {
  if (!/^(?:\/(?:[^~]|~[01])*)?$/.test(pointer))
    throw wrong(at, `${pointer} is not a JSON Pointer`, "Write its path in the answer: /data, or '' for the whole.")
  return pointer
}
