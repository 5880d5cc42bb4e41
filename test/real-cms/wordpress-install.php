<?php
// Sets up the WordPress in the folder given as the first argument and prints, as JSON, who may log in.
define('WP_INSTALLING', true);
[, $root, $siteUrl] = $argv;
foreach (['HTTP_HOST' => parse_url($siteUrl, PHP_URL_HOST) . ':' . parse_url($siteUrl, PHP_URL_PORT),
    'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1'] as $name => $value) {
    $_SERVER[$name] = $value;
}

$socket = getenv('AUTOINK_TEST_SOCKET');
(new mysqli('localhost', 'root', '', '', 0, $socket))->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4');

// The installer would send a mail.
function wp_new_blog_notification(): void {}

require $root . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('A blog', 'chief', 'chief@example.com', true, '', bin2hex(random_bytes(12)));
update_option('permalink_structure', '/%postname%/');
// Half an hour off: a time that is read in the wrong zone shows.
update_option('timezone_string', 'Asia/Kolkata');

function account(string $name, string $role): array
{
    $id = $role === 'administrator' ? get_user_by('login', $name)->ID : wp_insert_user([
        'user_login' => $name,
        'user_pass' => bin2hex(random_bytes(12)),
        'user_email' => "$name@example.com",
        'role' => $role,
    ]);
    [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'AutoInk']);
    return ['username' => $name, 'password' => WP_Application_Passwords::chunk_password($password)];
}

echo json_encode([
    'version' => $GLOBALS['wp_version'],
    'administrator' => account('chief', 'administrator'),
    'author' => account('writer', 'author'),
    'contributor' => account('novice', 'contributor'),
]);
