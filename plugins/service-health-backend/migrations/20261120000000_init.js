/**
 * Levels of services over time: a row per change, and the times during which
 * somebody looked.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('level_changes', table => {
    table.bigIncrements('id');
    table.string('entity_ref', 400).notNullable();
    table.string('environment', 100).notNullable();
    table.string('section', 100).notNullable().comment('Empty for the verdict');
    table.string('level', 20).notNullable();
    table.string('headline', 400).notNullable();
    table.bigInteger('at').notNullable().comment('In ms since 1970');
    table.index(
      ['entity_ref', 'environment', 'at'],
      'level_changes_entity_idx',
    );
    table.index(['at'], 'level_changes_at_idx');
  });
  await knex.schema.createTable('watch_times', table => {
    table.string('watcher', 60).primary();
    table.bigInteger('from').notNullable().comment('In ms since 1970');
    table.bigInteger('to').notNullable().comment('In ms since 1970');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('watch_times');
  await knex.schema.dropTable('level_changes');
};
