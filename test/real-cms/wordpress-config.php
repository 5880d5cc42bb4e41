<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . getenv('AUTOINK_TEST_SOCKET'));
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', getenv('AUTOINK_TEST_URL'));
define('WP_SITEURL', getenv('AUTOINK_TEST_URL'));
// Lets application passwords work without https.
define('WP_ENVIRONMENT_TYPE', 'local');
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define($name . '_KEY', hash('sha256', $name . getenv('AUTOINK_TEST_SALT')));
    define($name . '_SALT', hash('sha256', 'salt' . $name . getenv('AUTOINK_TEST_SALT')));
}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
