/** An operation of a document that has no rules here. */
export interface AlsoOperation {
  readonly path: string
  /** Upper case. */
  readonly method: string
  /** Its `operationId`, if it has one. */
  readonly operation?: string
  /** The document. */
  readonly file: string
}

/** A document whose operations are answered beside the contract's. */
export interface AlsoDocument {
  readonly operations: readonly AlsoOperation[]
  /** As Prism reads it, by value: it changes what it is given. Every `$ref` leads to a place within. */
  readonly toPrism: () => object
}
