import type { Router, RouterContext } from '@koa/router';
import type { Scope } from '../protocol/access.js';
import type { Admission, Visitor } from './admission.js';

/** Whom a route answers: everybody, whoever has a scope, or this machine's own users by its socket. */
export type RouteScope = 'anyone' | Scope | 'machine';

export type RouteHandler = (ctx: RouterContext, visitor: Visitor | undefined) => unknown;

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly scope: RouteScope;
}

/**
 * Where routes are declared: none without whom it answers, and none behind anybody's back. Their list is what the door is tested by
 * (test/daemon/http/door-table.test.ts), so a new route is tested as soon as it is declared.
 */
export class Routes {
  readonly #router: Router;
  readonly #admission: Admission;
  readonly #list: Route[] = [];

  constructor(router: Router, admission: Admission) {
    this.#router = router;
    this.#admission = admission;
  }

  /** HEAD is answered as well. */
  get(scope: RouteScope, path: string, handler: RouteHandler): void {
    this.on(scope, ['GET'], path, handler);
  }

  post(scope: RouteScope, path: string, handler: RouteHandler): void {
    this.on(scope, ['POST'], path, handler);
  }

  put(scope: RouteScope, path: string, handler: RouteHandler): void {
    this.on(scope, ['PUT'], path, handler);
  }

  patch(scope: RouteScope, path: string, handler: RouteHandler): void {
    this.on(scope, ['PATCH'], path, handler);
  }

  delete(scope: RouteScope, path: string, handler: RouteHandler): void {
    this.on(scope, ['DELETE'], path, handler);
  }

  on(scope: RouteScope, methods: string[], path: string, handler: RouteHandler): void {
    for (const method of methods) this.#list.push({ method, path, scope });
    const admission = this.#admission;
    const admit = (ctx: RouterContext) => {
      if (scope === 'anyone') return admission.visitor(ctx.req);
      const visitor = admission.admit(ctx.req, scope);
      admission.follow(ctx.res, visitor);
      return visitor;
    };
    this.#router.register(path, methods, (ctx) => handler(ctx, admit(ctx)));
  }

  /** In the order of their declaration. */
  get list(): readonly Route[] {
    return this.#list;
  }
}
