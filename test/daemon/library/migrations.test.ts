import Database from 'better-sqlite3';
import t from 'tap';
import { MIGRATIONS, migrate } from '../../../daemon/library/migrations.js';

const STEPS = [
  { version: 1, sql: 'CREATE TABLE one (x)' },
  { version: 2, sql: 'CREATE TABLE two (x); INSERT INTO one VALUES (1)' },
];

const version = (database: Database.Database) => database.pragma('user_version', { simple: true });

t.test('the numbers rise by one from 1', (t) => {
  t.same(
    MIGRATIONS.map((migration) => migration.version),
    MIGRATIONS.map((_, index) => index + 1),
  );
  t.end();
});

t.test('a database gets the steps it lacks, each once', (t) => {
  const database = new Database(':memory:');
  migrate(database, 'x.db', STEPS.slice(0, 1));
  t.equal(version(database), 1);
  migrate(database, 'x.db', STEPS);
  migrate(database, 'x.db', STEPS);
  t.equal(version(database), 2);
  t.equal(database.prepare('SELECT count(*) FROM one').pluck().get(), 1);
  t.end();
});

t.test('a step that fails leaves the database at the step before', (t) => {
  const database = new Database(':memory:');
  const broken = [...STEPS, { version: 3, sql: 'CREATE TABLE three (x); INSERT INTO nowhere VALUES (1)' }];
  t.throws(() => migrate(database, 'x.db', broken), { code: 'SQLITE_ERROR' });
  t.equal(version(database), 2);
  t.equal(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'three'").pluck().get(), 0);
  t.end();
});
