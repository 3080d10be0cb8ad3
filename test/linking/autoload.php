<?php

/** Stands for vendor/autoload.php: the fixture's own classes by PSR-4, the libraries from Debian's packages. */
$libraries = [
    'libphp-phpmailer',
    'Dotenv',
    'Illuminate/Config',
    'Illuminate/Container',
    'Illuminate/Mail',
    'PhpOption',
    'Swift',
    'Symfony/Component/Config',
    'Symfony/Component/DependencyInjection',
    'Symfony/Component/Dotenv',
    'Symfony/Component/Mailer',
    'Symfony/Component/Yaml',
];
foreach ($libraries as $library) {
    $file = "/usr/share/php/$library/autoload.php";
    if (is_file($file)) {
        require_once $file;
    }
}

// Horde's classes lie where their names say.
spl_autoload_register(static function (string $class): void {
    $file = '/usr/share/php/' . strtr($class, '_\\', '//') . '.php';
    if (str_starts_with($class, 'Horde') && is_file($file)) {
        require $file;
    }
});

$composer = @json_decode((string) @file_get_contents(__DIR__ . '/../composer.json'), true);
foreach ($composer['autoload']['psr-4'] ?? [] as $prefix => $folder) {
    spl_autoload_register(static function (string $class) use ($prefix, $folder): void {
        if (str_starts_with($class, $prefix)) {
            require __DIR__ . "/../$folder" . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
        }
    });
}
